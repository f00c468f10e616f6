package dev.quoll.sim.throughput;

import dev.quoll.core.stream.StreamFairness;
import dev.quoll.core.stream.StreamsConfig;

/// The windows of flow control and of what is written.
enum Windows {
    /// Twice what fits into the link, for a stream, a connection and what is written; 64 KiB at
    /// least, or credit would come in crumbs.
    TWICE_THE_LINK("2 × BDP"),

    /// What an application gets that sets nothing.
    DEFAULT("default");

    private static final long LEAST = 1 << 16;

    private final String title;

    Windows(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    StreamsConfig config(TestedLink path) {
        return switch (this) {
            case DEFAULT -> StreamsConfig.DEFAULT;
            case TWICE_THE_LINK -> {
                long bytes = Math.max(LEAST, 2 * path.bdp());
                yield new StreamsConfig(
                        bytes, bytes, 100, 100, bytes, bytes, StreamFairness.ROUND_ROBIN);
            }
        };
    }

    /// The most bytes under way.
    long most(TestedLink path) {
        StreamsConfig config = config(path);
        return Math.min(config.sendWindow(), config.mostStreamWindow());
    }
}
