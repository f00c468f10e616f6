package dev.quoll.core.multipath;

import dev.quoll.core.spi.PathScheduling;

/// Whether a connection may have several paths, and how they are treated. Immutable.
///
/// @param maxPaths how many at a time, 1 to 64; 0 if the extension is not offered at all
/// @param pathIdleNanos silence that ends a path while there is another, [#NEVER] for none
/// @param pathKeepAliveNanos silence on a path after which a packet is sent that asks for an
///   acknowledgment, [#NEVER] for none
/// @param scheduling which path the next packet takes
public record MultipathConfig(
        int maxPaths, long pathIdleNanos, long pathKeepAliveNanos, PathScheduling scheduling) {
    /// No timeout.
    public static final long NEVER = Long.MAX_VALUE;

    /// The most paths at a time, whatever is asked for: each takes memory on both sides.
    public static final int MAX_PATHS = 64;

    /// The extension is not offered.
    public static final MultipathConfig OFF = of(0);

    public MultipathConfig {
        if (maxPaths < 0 || maxPaths > MAX_PATHS) {
            throw new IllegalArgumentException(maxPaths + " paths");
        }
        if (pathIdleNanos < 1 || pathKeepAliveNanos < 1) {
            throw new IllegalArgumentException("a timeout of a path is not positive");
        }
    }

    /// So many paths at a time, without timeouts, the fastest first.
    public static MultipathConfig of(int maxPaths) {
        return new MultipathConfig(maxPaths, NEVER, NEVER, new PathScheduling.LowestRttFirst());
    }

    /// The same with another scheduling.
    public MultipathConfig withScheduling(PathScheduling other) {
        return new MultipathConfig(maxPaths, pathIdleNanos, pathKeepAliveNanos, other);
    }

    /// The same with another idle timeout of paths.
    public MultipathConfig withPathIdleNanos(long other) {
        return new MultipathConfig(maxPaths, other, pathKeepAliveNanos, scheduling);
    }

    /// The same with another interval of packets that keep paths alive.
    public MultipathConfig withPathKeepAliveNanos(long other) {
        return new MultipathConfig(maxPaths, pathIdleNanos, other, scheduling);
    }

    /// Whether the extension is offered.
    public boolean isOffered() {
        return maxPaths > 0;
    }
}
