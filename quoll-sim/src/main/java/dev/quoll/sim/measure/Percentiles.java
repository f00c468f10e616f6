package dev.quoll.sim.measure;

import java.util.Arrays;

/// What a set of measured values is like: exact, by nearest rank. *Immutable*.
///
/// @param count how many values
/// @param p50 half of them are not larger
/// @param p99 99 of 100 are not larger
/// @param max none is larger
public record Percentiles(int count, long p50, long p99, long max) {
    /// The percentiles of `values`, in any order, at least one.
    public static Percentiles of(long[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length, atRank(sorted, 50), atRank(sorted, 99), sorted[sorted.length - 1]);
    }

    /// Whether the 99th percentile is more than `percent` above that of `recorded`.
    public boolean isWorseThan(Percentiles recorded, int percent) {
        return p99 > recorded.p99 + recorded.p99 * percent / 100;
    }

    private static long atRank(long[] sorted, int percent) {
        int rank = Math.ceilDiv(sorted.length * percent, 100);
        return sorted[rank - 1];
    }
}
