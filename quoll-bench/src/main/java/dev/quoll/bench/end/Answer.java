package dev.quoll.bench.end;

import org.HdrHistogram.Histogram;

/// What a job took, as every peer's client prints it. *Immutable*.
///
/// @param count what was done, in bytes where it was bulk
/// @param p50Micros the median where single times are taken, else 0
/// @param p99Micros likewise
public record Answer(double seconds, long count, double p50Micros, double p99Micros) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    static Answer since(long startNanos, long count) {
        return new Answer((System.nanoTime() - startNanos) / NANOS_PER_SECOND, count, 0, 0);
    }

    static Answer since(long startNanos, Histogram nanos) {
        return of(System.nanoTime() - startNanos, nanos);
    }

    /// @param allNanos what all took together
    static Answer of(long allNanos, Histogram nanos) {
        return new Answer(
                allNanos / NANOS_PER_SECOND,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_PER_MICRO);
    }

    /// How many in a second.
    public double perSecond() {
        return count / seconds;
    }
}
