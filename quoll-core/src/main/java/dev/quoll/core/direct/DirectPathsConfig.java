package dev.quoll.core.direct;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// How direct paths of a connection are looked for and kept. Immutable. Times are nanoseconds.
///
/// @param roundSpacingNanos the least time between the beginnings of two rounds
/// @param roundIntervalNanos between rounds while there is no direct path, after the first few
/// @param keepAliveNanos silence on a path after which a packet is sent on it
/// @param directIdleNanos silence that ends a direct path
/// @param relayedIdleNanos silence that ends a relayed path while there is another
/// @param relayed whether a relay is at an address of the peer; empty if that is to be concluded
/// @param mapped whether an address stands for something that is no place in the network, such as a
///   peer at a relay that the socket knows: it is relayed, and never a candidate
public record DirectPathsConfig(
        long roundSpacingNanos,
        long roundIntervalNanos,
        long keepAliveNanos,
        long directIdleNanos,
        long relayedIdleNanos,
        Optional<Predicate<InetSocketAddress>> relayed,
        Predicate<InetAddress> mapped) {
    private static final long SECOND = 1_000_000_000;

    /// What iroh does, too: rounds at most every 5 s and at least every minute, silence is broken
    /// after 5 s, and ends direct paths after 15 s and relayed ones after 30 s.
    public static final DirectPathsConfig DEFAULT =
            new DirectPathsConfig(
                    5 * SECOND,
                    60 * SECOND,
                    5 * SECOND,
                    15 * SECOND,
                    30 * SECOND,
                    Optional.empty(),
                    _ -> false);

    public DirectPathsConfig {
        if (Math.min(roundSpacingNanos, keepAliveNanos) < 1
                || roundIntervalNanos < roundSpacingNanos) {
            throw new IllegalArgumentException("an interval of direct paths is too short");
        }
        if (Math.min(directIdleNanos, relayedIdleNanos) <= keepAliveNanos) {
            throw new IllegalArgumentException("a path would end before it is kept alive");
        }
    }

    /// The same, told where relays are.
    public DirectPathsConfig withRelayed(Predicate<InetSocketAddress> other) {
        return new DirectPathsConfig(
                roundSpacingNanos,
                roundIntervalNanos,
                keepAliveNanos,
                directIdleNanos,
                relayedIdleNanos,
                Optional.of(other),
                mapped);
    }
}
