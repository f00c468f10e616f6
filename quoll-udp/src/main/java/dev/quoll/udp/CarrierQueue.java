package dev.quoll.udp;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a carrier has delivered and nobody has received yet: about [#MAX_BYTES] and no more, in
/// arrays that are used again. *Thread-safe*; its lock is held for as long as it takes to copy.
final class CarrierQueue implements CarrierInbox {
    /// About how many bytes wait at most, if the datagrams are of the longest kind.
    static final int MAX_BYTES = 1 << 20;

    private static final int MIN_SLOTS = 32;
    private static final int USUAL_BYTES = 1500;

    private final String kind;
    private final int maxDatagramBytes;
    private final Runnable onArrival;
    private final ReentrantLock lock = new ReentrantLock(); // of all that follows
    private final CarriedAddresses addresses = new CarriedAddresses();
    private final byte[][] datagrams;
    private final int[] lengths;
    private final @Nullable InetSocketAddress[] senders;
    private int first;
    private int count;
    private long dropped;
    private boolean isClosed;

    /// @param onArrival called after each delivery, without a lock
    CarrierQueue(String kind, int maxDatagramBytes, Runnable onArrival) {
        this.kind = kind;
        this.maxDatagramBytes = maxDatagramBytes;
        this.onArrival = onArrival;
        int slots = Math.max(MIN_SLOTS, MAX_BYTES / maxDatagramBytes);
        datagrams = new byte[slots][0];
        lengths = new int[slots];
        senders = new @Nullable InetSocketAddress[slots];
    }

    @Override
    public void deliver(CarrierAddress from, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (!from.kind().equals(kind)) {
            throw new IllegalArgumentException(from + " is not of the kind " + kind);
        }
        if (length > 0 && isAdded(from, bytes, offset, length)) {
            onArrival.run();
        }
    }

    private boolean isAdded(CarrierAddress from, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (isClosed) {
                return false;
            }
            if (length > maxDatagramBytes || count == datagrams.length) {
                dropped++;
                return false;
            }
            int slot = slot(count);
            if (datagrams[slot].length < length) {
                datagrams[slot] = new byte[Math.max(length, USUAL_BYTES)];
            }
            System.arraycopy(bytes, offset, datagrams[slot], 0, length);
            lengths[slot] = length;
            senders[slot] = addresses.addressOf(from);
            count++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int slot(int index) {
        return (first + index) % datagrams.length;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    /// How many datagrams were thrown away.
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /// Adds what waits to a batch, at most `messages` of those the batch has room for. Datagrams of
    /// one size in a row from one sender make one message where the batch takes such.
    void drainTo(ReceiveBatch batch, int messages) {
        lock.lock();
        try {
            int most = Math.min(batch.maxMessages(), batch.size() + messages);
            while (count > 0 && batch.size() < most) {
                if (lengths[first] > batch.maxDatagramBytes()) {
                    batch.addOversized();
                    removeFirst();
                } else {
                    addMessage(batch);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void addMessage(ReceiveBatch batch) {
        InetSocketAddress sender = Objects.requireNonNull(senders[first]);
        int segmentSize = lengths[first];
        int length = 0;
        boolean goesOn = true;
        while (goesOn) {
            int last = lengths[first];
            System.arraycopy(datagrams[first], 0, batch.bytes(), batch.nextOffset() + length, last);
            length += last;
            removeFirst();
            goesOn =
                    count > 0
                            && last == segmentSize
                            && senders[first] == sender
                            && lengths[first] <= segmentSize
                            && length + lengths[first] <= batch.maxMessageBytes();
        }
        batch.add(length, segmentSize, sender, Optional.empty(), 0);
    }

    private void removeFirst() {
        senders[first] = null;
        first = slot(1);
        count--;
    }

    /// Forgets everything and takes no more.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            count = 0;
            Arrays.fill(senders, null);
        } finally {
            lock.unlock();
        }
    }
}
