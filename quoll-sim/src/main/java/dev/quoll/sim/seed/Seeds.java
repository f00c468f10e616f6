package dev.quoll.sim.seed;

import java.util.stream.LongStream;

/// The seeds that a test runs over. `-Dquoll.seed=17` narrows every test down to that one, which is
/// how the line of [Replay] replays a run.
public final class Seeds {
    /// The system property that names the only seed to run.
    public static final String PROPERTY = "quoll.seed";

    private Seeds() {}

    /// The seeds 1 to `count`, or only the one asked for.
    public static LongStream first(int count) {
        Long only = Long.getLong(PROPERTY);
        return only == null ? LongStream.rangeClosed(1, count) : LongStream.of(only);
    }

    /// Seeds that once failed and stay as tests, or only the one asked for.
    public static LongStream of(long... seeds) {
        Long only = Long.getLong(PROPERTY);
        return only == null ? LongStream.of(seeds) : LongStream.of(only);
    }
}
