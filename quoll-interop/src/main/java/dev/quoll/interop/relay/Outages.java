package dev.quoll.interop.relay;

import java.time.Duration;

/// Times in which nothing passes, turn by turn with times in which all does, which come first.
/// *Immutable*.
///
/// @param open how long all passes; more than zero
/// @param shut how long nothing does; zero for no outages
public record Outages(Duration open, Duration shut) {
    /// Never.
    public static final Outages NONE = new Outages(Duration.ofDays(1), Duration.ZERO);

    public Outages {
        if (!open.isPositive() || shut.isNegative()) {
            throw new IllegalArgumentException(open + " open, " + shut + " shut");
        }
    }

    /// @param elapsedNanos since the first datagram
    boolean isShutAt(long elapsedNanos) {
        return elapsedNanos % open.plus(shut).toNanos() >= open.toNanos();
    }
}
