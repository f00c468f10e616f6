package dev.quoll.core.direct;

import dev.quoll.core.connection.PathHealth;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.direct.RoundTimes.Reach;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What is to be done so that a connection goes directly where that can be, and over the relay
/// where it cannot: a situation and the time in, steps and a deadline out. *Confined*.
///
/// Both sides name their addresses and keep their paths alive. The client alone begins rounds,
/// chooses paths, and closes those that came out of rounds; the server follows its wishes.
final class Decisions {
    /// No deadline.
    static final long NEVER = Long.MAX_VALUE;

    /// Addresses that come shortly after one another are for one round.
    static final long SETTLE_NANOS = 50_000_000;

    /// A server that has named no address yet is waited for so long.
    static final long PATIENCE_NANOS = 1_000_000_000;

    private final Side side;
    private final DirectPathsConfig config;
    private final OwnCandidates own = new OwnCandidates();
    private final RelayedPaths relays;
    private final Silences silences = new Silences();
    private final PathChoice choice = new PathChoice();
    private final RoundTimes rounds;
    private final Set<PathId> leftAlone = new HashSet<>();
    private final Map<PathId, Long> tended = new HashMap<>();
    private Set<PathId> relayedBefore = Set.of();
    private Set<PathId> triedBefore = Set.of();
    private Set<InetSocketAddress> namedBefore = Set.of();
    private Set<InetSocketAddress> remoteBefore = Set.of();
    private long deadlineNanos;

    Decisions(Side side, DirectPathsConfig config) {
        this.side = side;
        this.config = config;
        relays = new RelayedPaths(config);
        rounds = new RoundTimes(config.roundSpacingNanos(), config.roundIntervalNanos());
    }

    /// The addresses of this side, which are here kept in step with what the peer is told.
    OwnCandidates own() {
        return own;
    }

    /// The application has opened a path, and knows what it is good for.
    void onOthersPath(PathId id) {
        leftAlone.add(id);
    }

    /// The application has closed a path: if that was the relayed one, it is not opened again.
    void onClosedByApplication(PathId id) {
        if (relayedBefore.contains(id)) {
            relays.forget();
        }
    }

    /// The network has changed: what failed before may work now.
    void onNetworkChanged(long nowNanos) {
        rounds.onNews(nowNanos + SETTLE_NANOS);
    }

    /// A round has begun.
    void onRoundBegun(long nowNanos) {
        rounds.onBegun(nowNanos);
        if (remoteBefore.isEmpty()) {
            rounds.onNobodyProbed(nowNanos);
        }
    }

    /// A round could not begin.
    void onRoundRefused(long nowNanos) {
        rounds.onRefused(nowNanos);
    }

    /// Whether a path that is given leads over a relay, as far as is known.
    boolean isRelayed(PathView path, List<InetSocketAddress> remoteCandidates) {
        return relays.leadTo(path.remote(), remoteCandidates);
    }

    /// What is to be done now, in this order.
    List<Step> decide(Situation now, long nowNanos) {
        now.paths().stream()
                .filter(each -> each.id().equals(PathId.ZERO))
                .forEach(each -> relays.onFirst(each.remote(), side));
        List<PathId> ids = now.paths().stream().map(PathView::id).toList();
        leftAlone.retainAll(ids);
        tended.keySet().retainAll(ids);
        List<PathView> relayed = new ArrayList<>();
        List<PathView> direct = new ArrayList<>();
        for (PathView each : now.paths()) {
            (isRelayed(each, now.remoteCandidates()) ? relayed : direct).add(each);
        }
        relayedBefore = relayed.stream().map(PathView::id).collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>(own.steps(now.named(), now.addressLimit()));
        tend(relayed, config.relayedIdleNanos(), steps);
        tend(direct, config.directIdleNanos(), steps);
        deadlineNanos = NEVER;
        if (side == Side.CLIENT) {
            if (!ids.containsAll(triedBefore)) {
                rounds.onOpeningFailed(nowNanos);
            }
            triedBefore = idsOfTried(without(leftAlone, direct));
            List<PathView> working = silences.working(direct, nowNanos);
            choose(relayed, direct, working, nowNanos, steps);
            relays.look(relayed, now.remoteCandidates(), nowNanos);
            if (working.isEmpty()) {
                relays.onNeeded(nowNanos);
            }
            reopenRelayed(nowNanos, steps);
            lookForMore(now, working, nowNanos, steps);
            deadlineNanos = earliest(nowNanos);
        }
        return steps;
    }

    /// When to decide again, though nothing has changed.
    long deadlineNanos() {
        return deadlineNanos;
    }

    private static Set<PathId> idsOfTried(List<PathView> paths) {
        return paths.stream()
                .filter(each -> each.health() == PathHealth.TRIED)
                .map(PathView::id)
                .collect(Collectors.toSet());
    }

    private long earliest(long nowNanos) {
        long earliest = Math.min(rounds.deadlineNanos(), relays.deadlineNanos());
        earliest = Math.min(earliest, silences.deadlineNanos(nowNanos));
        return Math.min(earliest, choice.deadlineNanos(nowNanos));
    }

    private void tend(List<PathView> paths, long idleNanos, List<Step> steps) {
        for (PathView each : paths) {
            if (each.health() != PathHealth.TRIED && !leftAlone.contains(each.id())) {
                Long before = tended.put(each.id(), idleNanos);
                if (before == null || before != idleNanos) {
                    steps.add(new Step.Tend(each.id(), config.keepAliveNanos(), idleNanos));
                }
            }
        }
    }

    private void choose(
            List<PathView> relayed,
            List<PathView> direct,
            List<PathView> working,
            long nowNanos,
            List<Step> steps) {
        List<PathView> eligible = without(leftAlone, working);
        choice.look(eligible, nowNanos);
        for (PathView each : without(leftAlone, direct)) {
            use(each, isChosen(each) ? PathStatus.AVAILABLE : PathStatus.BACKUP, steps);
        }
        for (PathView each : without(leftAlone, relayed)) {
            use(each, working.isEmpty() ? PathStatus.AVAILABLE : PathStatus.BACKUP, steps);
        }
        choice.surplus(eligible, nowNanos).stream()
                .skip(isAnyWorking(relayed) ? 0 : 1) // there is always something to fall back on
                .forEach(each -> steps.add(new Step.Close(each.id())));
    }

    private static boolean isAnyWorking(List<PathView> paths) {
        return paths.stream().anyMatch(each -> each.health() == PathHealth.WORKING);
    }

    private boolean isChosen(PathView path) {
        return choice.chosen().filter(path.id()::equals).isPresent();
    }

    private static List<PathView> without(Set<PathId> ids, List<PathView> paths) {
        return paths.stream().filter(each -> !ids.contains(each.id())).toList();
    }

    private static void use(PathView path, PathStatus status, List<Step> steps) {
        if (path.status() != status) {
            steps.add(new Step.Use(path.id(), status));
        }
    }

    private void reopenRelayed(long nowNanos, List<Step> steps) {
        InetSocketAddress again = relays.due(nowNanos);
        if (again != null) {
            steps.add(new Step.OpenRelayed(again));
        }
    }

    private void lookForMore(
            Situation now, List<PathView> working, long nowNanos, List<Step> steps) {
        boolean isNamed = isNews(namedBefore, now.named());
        boolean isRemote = isNews(remoteBefore, now.remoteCandidates());
        namedBefore = Set.copyOf(now.named());
        remoteBefore = Set.copyOf(now.remoteCandidates());
        long waitNanos = remoteBefore.isEmpty() ? PATIENCE_NANOS : SETTLE_NANOS;
        if (isNamed || isRemote) {
            rounds.onNews(nowNanos + waitNanos);
        }
        rounds.onReach(working.isEmpty() ? Reach.RELAYED : Reach.DIRECT, nowNanos);
        if (nowNanos >= rounds.deadlineNanos()) {
            steps.add(new Step.BeginRound());
        }
    }

    private static boolean isNews(
            Set<InetSocketAddress> before, List<InetSocketAddress> addresses) {
        return addresses.stream().anyMatch(each -> !before.contains(each));
    }
}
