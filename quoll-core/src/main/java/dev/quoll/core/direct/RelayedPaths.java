package dev.quoll.core.direct;

import dev.quoll.core.connection.PathHealth;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.id.Side;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;

/// Which paths lead over a relay, and the wish to have one of them at all times.
///
/// The owner may say where relays are. Otherwise, what the socket maps is relayed; and so is where
/// the handshake went, unless the server says that it may be reached there itself. *Confined*.
final class RelayedPaths {
    /// No deadline.
    static final long NEVER = Long.MAX_VALUE;

    private static final int MAX_DOUBLINGS = 6;

    private final DirectPathsConfig config;
    private @Nullable InetSocketAddress first;
    private @Nullable InetSocketAddress lost;
    private long openNanos = NEVER;
    private long attemptedNanos;
    private int attempts;

    RelayedPaths(DirectPathsConfig config) {
        this.config = config;
    }

    /// Where the path of the handshake leads. A server's leads to wherever the client moves; a
    /// client moves it itself, and then not to the relay.
    void onFirst(InetSocketAddress remote, Side side) {
        if (first == null || side == Side.SERVER) {
            first = remote;
        }
    }

    /// Whether a path to this address is relayed.
    boolean leadTo(InetSocketAddress remote, List<InetSocketAddress> remoteCandidates) {
        if (config.relayed().isPresent()) {
            return config.relayed().get().test(remote);
        }
        return config.mapped().test(remote.getAddress())
                || remote.equals(first) && !remoteCandidates.contains(remote);
    }

    /// Which relayed paths there are.
    void look(List<PathView> relayed, List<InetSocketAddress> remoteCandidates, long nowNanos) {
        if (!relayed.isEmpty()) {
            lost = relayed.getFirst().remote();
            openNanos = NEVER;
            attempts = isAnyWorking(relayed) ? 0 : attempts;
        } else if (lost != null && !leadTo(lost, remoteCandidates)) {
            forget(); // it has turned out to be the server itself
        } else if (lost != null && openNanos == NEVER) {
            openNanos = nowNanos + waitNanos();
            attempts++;
        }
    }

    private static boolean isAnyWorking(List<PathView> paths) {
        return paths.stream().anyMatch(each -> each.health() == PathHealth.WORKING);
    }

    /// The application wants no relayed path any more.
    void forget() {
        lost = null;
        openNanos = NEVER;
    }

    /// Where to open a path now; `null` if it is not time.
    @Nullable InetSocketAddress due(long nowNanos) {
        if (nowNanos < openNanos) {
            return null;
        }
        openNanos = NEVER;
        attemptedNanos = nowNanos;
        return lost;
    }

    /// No direct path works: a relayed one is opened soon.
    void onNeeded(long nowNanos) {
        if (openNanos != NEVER) {
            long soonNanos = Math.max(nowNanos, attemptedNanos + config.roundSpacingNanos());
            openNanos = Math.min(openNanos, soonNanos);
        }
    }

    /// When a path is to be opened.
    long deadlineNanos() {
        return openNanos;
    }

    /// The first attempt is made at once, the others after longer and longer pauses.
    private long waitNanos() {
        return attempts == 0
                ? 0
                : Math.min(
                        config.roundSpacingNanos() << Math.min(attempts - 1, MAX_DOUBLINGS),
                        config.roundIntervalNanos());
    }
}
