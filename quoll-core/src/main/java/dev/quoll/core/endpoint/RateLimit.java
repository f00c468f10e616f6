package dev.quoll.core.endpoint;

/// How often something may happen: so many times at once, and then once in each interval. Time
/// itself is the state, so there is nothing to refill. *Confined*.
final class RateLimit {
    private final long intervalNanos;
    private final long toleranceNanos;
    private long nextNanos;

    /// @param intervalNanos the interval on average, 0 for no limit
    /// @param burst how many times at once, from 1
    RateLimit(long intervalNanos, int burst) {
        if (intervalNanos < 0 || burst < 1) {
            throw new IllegalArgumentException(burst + " in " + intervalNanos + " ns");
        }
        this.intervalNanos = intervalNanos;
        this.toleranceNanos = Math.multiplyExact(intervalNanos, burst - 1L);
    }

    /// Whether it may happen now; if so, it counts.
    boolean tryTake(long nowNanos) {
        long due = Math.max(nextNanos, nowNanos);
        if (due - nowNanos > toleranceNanos) {
            return false;
        }
        nextNanos = due + intervalNanos;
        return true;
    }
}
