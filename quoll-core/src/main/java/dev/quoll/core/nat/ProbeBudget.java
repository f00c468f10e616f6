package dev.quoll.core.nat;

/// How many bytes may be sent to addresses that only the peer has named: a peer could name those of
/// others. It fills up again with time. *Confined*.
public final class ProbeBudget {
    /// Bytes at once: a round of 32 addresses with nine probes of up to 60 bytes.
    public static final long MAX_BYTES = 17_280;

    /// Bytes per second that come back.
    public static final long BYTES_PER_SECOND = 4_000;

    private static final long NANOS = 1_000_000_000;
    private static final long NANOS_PER_BYTE = NANOS / BYTES_PER_SECOND;

    private long bytes = MAX_BYTES;
    private long sinceNanos;

    /// A full one.
    public ProbeBudget(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /// From when on so many bytes are there, [#MAX_BYTES] at most, if none are taken.
    public long readyNanos(int wanted) {
        return sinceNanos + Math.max(0, wanted - bytes) * NANOS_PER_BYTE;
    }

    /// Takes so many bytes out, if they are there.
    ///
    /// @return whether they were
    public boolean take(int wanted, long nowNanos) {
        long back = Math.min(nowNanos - sinceNanos, 10 * NANOS) * BYTES_PER_SECOND / NANOS;
        if (back > 0) {
            bytes = Math.min(MAX_BYTES, bytes + back);
            sinceNanos = bytes == MAX_BYTES ? nowNanos : sinceNanos + back * NANOS_PER_BYTE;
        }
        if (wanted > bytes) {
            return false;
        }
        bytes -= wanted;
        return true;
    }
}
