package dev.quoll.driver;

/// Small writes that wait for more, so that a datagram is worth sending: for a millisecond at most,
/// and not at all once something else makes the connection send. The bytes are in core already;
/// this only counts them. Confined to the lock of its connection.
final class HeldBytes {
    /// How long bytes are held back at most.
    static final long HOLD_NANOS = 1_000_000;

    /// Room of a datagram that headers take.
    private static final int OVERHEAD = 50;

    private final int full;
    private long count;
    private long untilNanos = Timeout.NEVER;
    private boolean released;

    HeldBytes(int maxDatagramSize) {
        full = maxDatagramSize - OVERHEAD;
    }

    /// Bytes were written that may wait.
    ///
    /// @return whether a datagram is full
    boolean add(int bytes, long nowNanos) {
        count += bytes;
        if (untilNanos == Timeout.NEVER) {
            untilNanos = nowNanos + HOLD_NANOS;
        }
        return count >= full;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Lets everything go with the next datagrams.
    void release() {
        released = true;
    }

    /// How many datagrams may be built now, at most `most`.
    int maxDatagrams(int most) {
        return released || count == 0 ? most : (int) Math.min(most, count / full);
    }

    /// Datagrams were built, `datagrams` of them.
    void onBuilt(int datagrams) {
        if (released && datagrams == 0) {
            released = false;
            count = 0;
        } else if (!released) {
            count = Math.max(0, count - (long) datagrams * full);
        }
        if (count == 0) {
            untilNanos = Timeout.NEVER;
        }
    }

    /// When what is held is to be sent.
    long deadlineNanos() {
        return untilNanos;
    }
}
