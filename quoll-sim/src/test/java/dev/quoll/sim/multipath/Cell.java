package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;

import java.util.List;

/// Two lines: one of 50 Mbit/s and 20 ms, and another that is so many times narrower and longer.
///
/// @param bandwidthRatio how many times narrower the other is; under 1 if it is wider
/// @param rttRatio how many times longer
record Cell(double bandwidthRatio, double rttRatio) {
    static final long BYTES = 50_000_000;
    private static final double MEGABITS = 50;
    private static final double ROUND_TRIP_MILLIS = 20;
    private static final long SEED = 1;

    TestedLine first() {
        return bandwidthRatio < 1
                ? TestedLine.of(MEGABITS * bandwidthRatio, ROUND_TRIP_MILLIS)
                : TestedLine.of(MEGABITS, ROUND_TRIP_MILLIS);
    }

    TestedLine second() {
        double megabits = bandwidthRatio < 1 ? MEGABITS : MEGABITS / bandwidthRatio;
        return TestedLine.of(megabits, ROUND_TRIP_MILLIS * rttRatio);
    }

    /// Mbit/s that the better one gives without the other.
    double betterAlone(String test) {
        return Math.max(
                Download.alone(first(), BYTES, SEED, test).megabits(),
                Download.alone(second(), BYTES, SEED, test).megabits());
    }

    /// Both together.
    Download both(PathScheduling scheduling, String test) {
        return Download.measure(scheduling, List.of(first(), second()), BYTES, SEED, test);
    }
}
