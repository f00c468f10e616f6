package dev.quoll.core.direct;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps one connection on a direct path where there is one, in the name of an owner that wants
/// that: it names candidates, begins rounds, and sees to paths, by the calls that the owner has
/// too. The owner tells what happens, and calls [#turn] after every other call to the connection
/// and at [#deadlineNanos]. *Confined*, as the connection is.
public final class DirectPaths {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// Decisions follow one another for as long as each changes something, up to so many.
    private static final int MAX_PASSES = 4;

    private final Connection connection;
    private final DirectPathsConfig config;
    private final Decisions decisions;
    private final Set<PathId> closedHere = new HashSet<>();
    private boolean isChanged = true;
    private boolean wasSilent;

    /// @param connection on which it acts, which may only just have begun
    public DirectPaths(Connection connection, DirectPathsConfig config) {
        this.connection = connection;
        this.config = config;
        decisions = new Decisions(connection.side(), config);
    }

    // ---- what the owner tells ----

    /// The addresses at which this side may be reached, all of them, the best first. The peer is
    /// told of as many as it takes.
    public void setCandidates(List<InetSocketAddress> bestFirst) {
        decisions
                .own()
                .onPresent(
                        bestFirst.stream()
                                .filter(each -> !config.mapped().test(each.getAddress()))
                                .toList());
        isChanged = true;
    }

    /// The application has named an address by itself: it stays until the application withdraws it.
    public void onNamed(InetSocketAddress address) {
        decisions.own().onNamed(address);
        isChanged = true;
    }

    /// The application has withdrawn an address: it is not named again.
    public void onWithdrawn(InetSocketAddress address) {
        decisions.own().onWithdrawn(address);
        isChanged = true;
    }

    /// The application has opened a path: it is neither closed nor preferred to others here.
    public void onOpened(PathId id) {
        decisions.onOthersPath(id);
        isChanged = true;
    }

    /// The network has changed.
    public void onNetworkChanged(long nowNanos) {
        decisions.onNetworkChanged(nowNanos);
        isChanged = true;
    }

    /// The server has said something about its addresses.
    public void onCandidates() {
        isChanged = true;
    }

    /// What has happened to a path.
    public void onEvent(PathEvent event) {
        isChanged = true;
        if (event instanceof PathEvent.Abandoned(PathId id, AbandonReason.ApplicationClosed _)) {
            onClosed(id);
        }
    }

    private void onClosed(PathId id) {
        if (!closedHere.remove(id)) {
            decisions.onClosedByApplication(id);
        }
    }

    // ---- what it does ----

    /// Does what is due.
    ///
    /// @return whether something is to be sent now
    public boolean turn(long nowNanos) {
        if (!connection.isOpen() || !connection.natTraversal().isNegotiated()) {
            return false;
        }
        boolean isSilent = connection.multipath().isAnySilent();
        if (!isChanged && isSilent == wasSilent && nowNanos < decisions.deadlineNanos()) {
            return false;
        }
        isChanged = false;
        wasSilent = isSilent;
        return act(nowNanos);
    }

    private boolean act(long nowNanos) {
        boolean isAny = false;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            List<Step> steps = decisions.decide(situation(), nowNanos);
            if (steps.isEmpty()) {
                break;
            }
            isAny = true;
            steps.forEach(step -> take(step, nowNanos));
        }
        return isAny;
    }

    /// When [#turn] is to be called if nothing else happens; [#NEVER] if it need not be.
    public long deadlineNanos() {
        return connection.isOpen() && connection.natTraversal().isNegotiated()
                ? decisions.deadlineNanos()
                : NEVER;
    }

    /// The addresses at which the peer sees this side on paths that are not relayed: there others
    /// may reach it, too.
    public Set<InetSocketAddress> observed() {
        List<InetSocketAddress> candidates = connection.natTraversal().remoteAddresses();
        Set<InetSocketAddress> observed = new HashSet<>();
        for (PathView each : connection.multipath().views()) {
            if (!decisions.isRelayed(each, candidates)) {
                each.observed().ifPresent(observed::add);
            }
        }
        return observed;
    }

    private Situation situation() {
        return new Situation(
                connection.multipath().views(),
                connection.natTraversal().localAddresses(),
                connection.natTraversal().addressLimit(),
                connection.natTraversal().remoteAddresses());
    }

    private void take(Step step, long nowNanos) {
        switch (step) {
            case Step.Name(var address) -> connection.natTraversal().addLocalAddress(address);
            case Step.Withdraw(var address) ->
                    connection.natTraversal().removeLocalAddress(address);
            case Step.BeginRound() -> beginRound(nowNanos);
            case Step.Use(PathId id, PathStatus status) ->
                    connection.multipath().setStatus(id, status);
            case Step.Tend(PathId id, long keepAliveNanos, long idleNanos) -> {
                connection.multipath().setKeepAlive(id, keepAliveNanos);
                connection.multipath().setIdleTimeout(id, idleNanos);
            }
            case Step.Close(PathId id) -> close(id, nowNanos);
            case Step.OpenRelayed(var remote) ->
                    connection.multipath().open(FourTuple.to(remote), PathStatus.BACKUP, nowNanos);
        }
    }

    private void beginRound(long nowNanos) {
        switch (connection.natTraversal().initiateRound(nowNanos)) {
            case PunchOutcome.Begun _ -> decisions.onRoundBegun(nowNanos);
            case PunchOutcome.Failed _ -> decisions.onRoundRefused(nowNanos);
        }
    }

    private void close(PathId id, long nowNanos) {
        long code = PathErrorCode.APPLICATION_ABANDON_PATH.code();
        Optional<?> obstacle = connection.multipath().close(id, code, nowNanos);
        if (obstacle.isEmpty()) {
            closedHere.add(id);
        }
    }
}
