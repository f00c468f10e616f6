package dev.quoll.core.multipath;

import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.spi.PathScheduling;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Chooses the path that the next packet with data takes. Paths that do not answer come last, and
/// backup paths after available ones. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 5.5
public final class PathScheduler {
    /// No time.
    public static final long NEVER = Long.MAX_VALUE;

    /// Ranks of paths, the best first.
    private static final int AVAILABLE = 0;

    private static final int BACKUP = 1;
    private static final int SILENT = 2;
    private static final int USELESS = 3;

    private final Paths paths;
    private final PathScheduling scheduling;
    private long turn;

    /// A scheduler for these paths.
    public PathScheduler(Paths paths, PathScheduling scheduling) {
        this.paths = paths;
        this.scheduling = scheduling;
    }

    /// The path for the next packet with data; `null` if data has to wait.
    ///
    /// @param waitingBytes how much is to be sent, as far as known
    public @Nullable Path choose(long waitingBytes, long nowNanos) {
        List<Path> known = paths.known();
        if (known.size() == 1) {
            Path only = known.getFirst();
            return rank(only) < USELESS && canSend(only, nowNanos) ? only : null;
        }
        return switch (scheduling) {
            case PathScheduling.LowestRttFirst _, PathScheduling.RedundantTail _ ->
                    fastest(waitingBytes, nowNanos);
            case PathScheduling.RoundRobinByWindow _ -> next(waitingBytes, nowNanos);
        };
    }

    /// The path to tell the peer something at once; `null` if none can be used.
    public @Nullable Path best() {
        Path best = null;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (rank(each) < USELESS && (best == null || isBetter(each, best))) {
                best = each;
            }
        }
        return best;
    }

    /// A path whose packets are worth sending again over [#best], since nothing else is to be sent;
    /// `null` if there is none, or that is not wanted.
    public @Nullable Path tail(long nowNanos) {
        Path best = scheduling instanceof PathScheduling.RedundantTail ? best() : null;
        if (best == null || !canSend(best, nowNanos)) {
            return null;
        }
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each != best
                    && each.life().isOpen()
                    && each.space().sent().hasAckElicitingInFlight()
                    && isBetter(best, each)) {
                return each;
            }
        }
        return null;
    }

    /// When the pacer lets data go that has to wait now; [#NEVER] if it waits for acknowledgments.
    ///
    /// @param waitingBytes as for [#choose]
    public long paceNanos(long waitingBytes, long nowNanos) {
        Path best = best();
        long earliest = NEVER;
        List<Path> known = paths.known();
        for (int i = 0; best != null && i < known.size(); i++) {
            Path each = known.get(i);
            NetworkConditions network = each.network();
            if (rank(each) == rank(best)
                    && canReach(each)
                    && network.isWindowOpen()
                    && (each == best || isWorthwhile(each, best, waitingBytes))) {
                earliest = Math.min(earliest, network.paceNanos(nowNanos));
            }
        }
        return earliest;
    }

    /// Whether a path may carry data now, as far as it alone is concerned.
    public static boolean canSend(Path path, long nowNanos) {
        NetworkConditions network = path.network();
        return canReach(path) && network.isWindowOpen() && network.mayPace(nowNanos);
    }

    /// Whether packets can be sent over a path at all.
    public static boolean canReach(Path path) {
        return !path.life().isAbandoned()
                && path.route().mayReach()
                && !path.peerIds().isEmpty()
                && !path.space().sent().isFull();
    }

    private @Nullable Path fastest(long waitingBytes, long nowNanos) {
        Path best = best();
        if (best == null || canSend(best, nowNanos)) {
            return best;
        }
        Path second = null;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each != best
                    && rank(each) == rank(best)
                    && canSend(each, nowNanos)
                    && isWorthwhile(each, best, waitingBytes)
                    && (second == null || isBetter(each, second))) {
                second = each;
            }
        }
        return second;
    }

    /// Whether data sent now over the slower path arrives before all that waits could have gone
    /// over the faster one.
    private static boolean isWorthwhile(Path slower, Path faster, long waitingBytes) {
        long fastNanos = faster.network().rtt().smoothedNanos();
        long slowNanos = slower.network().rtt().smoothedNanos();
        double windows = (double) waitingBytes / faster.network().congestionWindow();
        return fastNanos * (1 + windows) >= slowNanos;
    }

    /// Each path in turn, by their numbers, as long as it can send and is no hindrance.
    private @Nullable Path next(long waitingBytes, long nowNanos) {
        Path best = best();
        if (best == null) {
            return null;
        }
        Path first = null;
        Path after = null;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (rank(each) == rank(best)
                    && canSend(each, nowNanos)
                    && (each == best || isWorthwhile(each, best, waitingBytes))) {
                first = first == null ? each : first;
                after = after == null && each.id().value() > turn ? each : after;
            }
        }
        Path chosen = after == null ? first : after;
        if (chosen != null) {
            turn = chosen.id().value();
        }
        return chosen;
    }

    private static boolean isBetter(Path one, Path other) {
        int difference = rank(one) - rank(other);
        return difference != 0
                ? difference < 0
                : one.network().rtt().smoothedNanos() < other.network().rtt().smoothedNanos();
    }

    private static int rank(Path path) {
        if (!path.life().isOpen()) {
            return USELESS;
        }
        if (path.isSilent()) {
            return SILENT;
        }
        return path.status().isBackup() ? BACKUP : AVAILABLE;
    }
}
