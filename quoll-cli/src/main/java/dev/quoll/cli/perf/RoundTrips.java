package dev.quoll.cli.perf;

import java.util.Arrays;
import java.util.Locale;

/// How long messages took there and back, or else handshakes, in microseconds. *Immutable*.
record RoundTrips(int count, double p50Micros, double p99Micros, double maxMicros) {
    static RoundTrips of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new RoundTrips(
                sorted.length, micros(sorted, 0.50), micros(sorted, 0.99), micros(sorted, 1));
    }

    /// For people.
    String text() {
        return String.format(
                Locale.ROOT,
                "%d of them: half within %.1f µs, 99 %% within %.1f µs, all within %.1f µs",
                count,
                p50Micros,
                p99Micros,
                maxMicros);
    }

    private static double micros(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e3;
    }
}
