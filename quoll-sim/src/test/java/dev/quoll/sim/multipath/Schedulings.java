package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;

import java.util.List;

/// Every way to choose the path of the next packet.
final class Schedulings {
    static final List<PathScheduling> ALL =
            List.of(
                    new PathScheduling.LowestRttFirst(),
                    new PathScheduling.RoundRobinByWindow(),
                    new PathScheduling.RedundantTail());

    private Schedulings() {}

    static String title(PathScheduling scheduling) {
        return switch (scheduling) {
            case PathScheduling.LowestRttFirst() -> "lowest RTT first";
            case PathScheduling.RoundRobinByWindow() -> "round robin by window";
            case PathScheduling.RedundantTail() -> "redundant tail";
        };
    }
}
