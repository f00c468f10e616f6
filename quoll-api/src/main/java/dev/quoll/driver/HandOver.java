package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/// Datagrams for connections of one reader that came to other readers while somebody held the
/// connection's lock, copied. Any reader adds, the one whose connections they are for takes; the
/// lock is held for a copy at most, and never while a datagram is delivered. *Thread-safe*, but for
/// [#deliverAll].
final class HandOver {
    /// How many datagrams it keeps; more are dropped, as if the network had lost them.
    static final int MAX_DATAGRAMS = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private Parcel[] filled = newParcels(); // guarded by lock
    private Parcel[] taken = newParcels(); // of the one that delivers, but when they are exchanged
    private volatile int size; // of those filled; changed under the lock

    private static final class Parcel {
        private final KeptDatagram datagram = new KeptDatagram();
        private @Nullable Recipient recipient;

        void deliver() {
            Recipient next = Objects.requireNonNull(recipient);
            recipient = null; // or it could not be collected
            datagram.giveTo(next);
        }
    }

    private static Parcel[] newParcels() {
        Parcel[] parcels = new Parcel[MAX_DATAGRAMS];
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            parcels[i] = new Parcel();
        }
        return parcels;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Keeps a copy.
    ///
    /// @return false if there is no room
    boolean add(
            Recipient recipient, byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        lock.lock();
        try {
            int index = size;
            if (index == MAX_DATAGRAMS) {
                return false;
            }
            filled[index].recipient = recipient;
            filled[index].datagram.set(bytes, offset, length, route, ecn);
            size = index + 1;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Delivers what there is, in the order in which it came.
    void deliverAll() {
        int count = isEmpty() ? 0 : exchange();
        for (int i = 0; i < count; i++) {
            taken[i].deliver();
        }
    }

    /// Takes what is filled and leaves what is empty.
    ///
    /// @return how many there are
    private int exchange() {
        lock.lock();
        try {
            Parcel[] empty = taken;
            taken = filled;
            filled = empty;
            int count = size;
            size = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }
}
