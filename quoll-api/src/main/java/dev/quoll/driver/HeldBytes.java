package dev.quoll.driver;

/// What is written without haste waits until it makes a whole batch of datagrams, which costs one
/// system call: for a millisecond at most, and not at all once somebody wants all to be sent. The
/// bytes are in core already; this only counts them, as the last of those that were never sent.
/// Confined to the lock of its connection.
final class HeldBytes {
    /// How long bytes are held back at most.
    static final long HOLD_NANOS = 1_000_000;

    /// What a batch of datagrams takes at most, less headers.
    private static final int BATCH = 60_000;

    /// What a datagram takes at least.
    private static final int DATAGRAM = 1150;

    private final int full;
    private int count;
    private long untilNanos = Timeout.NEVER;

    /// @param maxDatagrams how many datagrams make a batch at most
    HeldBytes(int maxDatagrams) {
        full = (int) Math.min(BATCH, (long) maxDatagrams * DATAGRAM);
    }

    /// Bytes were written that may wait.
    ///
    /// @return whether a batch is full, so that it is to be sent now
    boolean add(int bytes, long nowNanos) {
        boolean isFull = bytes >= full - count;
        if (isFull || count == 0) {
            untilNanos = nowNanos + HOLD_NANOS;
        }
        count = (int) (((long) count + bytes) % full);
        forgetIfEmpty();
        return isFull;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Lets all go that was written.
    void release() {
        count = 0;
        forgetIfEmpty();
    }

    /// Whether nothing new is to be sent at the moment.
    ///
    /// @param unsent how many bytes were written and never sent
    boolean holdsAll(long unsent) {
        return count > 0 && unsent <= count;
    }

    /// Datagrams were built; `unsent` bytes are left, of which those that are held are the last.
    void onBuilt(long unsent) {
        count = (int) Math.min(count, unsent);
        forgetIfEmpty();
    }

    private void forgetIfEmpty() {
        if (count == 0) {
            untilNanos = Timeout.NEVER;
        }
    }

    /// When what is held is to be sent.
    long deadlineNanos() {
        return untilNanos;
    }
}
