package dev.quoll.relay.server;

/// Lets so much pass in a second, and after silence a burst at once. It remembers one number: until
/// when what has passed would take at the steady rate. *Confined*.
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double nanosPerUnit;
    private final long burstNanos;
    private long busyUntilNanos;

    /// @param perSecond units, at least 1
    /// @param burstNanos how much of the future may be used up at once
    TokenBucket(long perSecond, long burstNanos) {
        nanosPerUnit = NANOS / perSecond;
        this.burstNanos = Math.max(burstNanos, (long) nanosPerUnit); // one always fits
    }

    /// Whether so many units may pass now.
    boolean allows(int units, long nowNanos) {
        return nanosUntilAllowed(units, nowNanos) == 0;
    }

    /// How long until so many units may pass, if nothing else does; 0 for now. More than a whole
    /// burst pass when the bucket is full.
    long nanosUntilAllowed(int units, long nowNanos) {
        long free = nowNanos + burstNanos - Math.min(burstNanos, nanosOf(units));
        return Math.max(0, busyUntilNanos - free);
    }

    /// They pass.
    void take(int units, long nowNanos) {
        busyUntilNanos = Math.max(busyUntilNanos, nowNanos) + nanosOf(units);
    }

    private long nanosOf(int units) {
        return (long) (units * nanosPerUnit);
    }
}
