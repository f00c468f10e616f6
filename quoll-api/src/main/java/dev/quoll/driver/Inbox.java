package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;

/// Datagrams that came while somebody else held the connection's lock, copied, in a ring. The
/// connection's own reader adds, the holder of the lock takes; neither waits for the other.
final class Inbox {
    /// How many datagrams it keeps; more are dropped, as if the network had lost them.
    static final int MAX_DATAGRAMS = 128;

    private static final KeptDatagram[] NO_SLOTS = {};

    private KeptDatagram[] slots = NO_SLOTS;
    private volatile long added;
    private volatile long taken;

    boolean isEmpty() {
        return taken == added;
    }

    /// Keeps a copy.
    ///
    /// @return false if there is no room
    boolean add(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        long index = added;
        if (index - taken == MAX_DATAGRAMS) {
            return false;
        }
        if (slots.length == 0) { // most connections never need any
            slots = new KeptDatagram[MAX_DATAGRAMS];
        }
        int at = (int) (index % MAX_DATAGRAMS);
        KeptDatagram slot = slots[at];
        if (slot == null) {
            slot = new KeptDatagram();
            slots[at] = slot;
        }
        slot.set(bytes, offset, length, route, ecn);
        added = index + 1;
        return true;
    }

    /// Gives all there is to the connection.
    ///
    /// @return whether there was anything
    boolean drainTo(Connection core, MonotonicClock clock) {
        long index = taken;
        if (index == added) {
            return false;
        }
        long nowNanos = clock.nowNanos();
        for (; index < added; index++) {
            slots[(int) (index % MAX_DATAGRAMS)].giveTo(core, nowNanos);
            taken = index + 1;
        }
        return true;
    }
}
