package dev.quoll.driver;

import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.direct.DirectPaths;
import dev.quoll.core.direct.DirectPathsConfig;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.PathId;
import dev.quoll.udp.CarriedSocketAddress;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps a connection on direct paths if its configuration says so, and in any case tells the
/// endpoint where the peer sees it. Guarded by the lock of its connection.
final class PathKeeper {
    private final Connection core;
    private final EndpointDriver endpoint;
    private final ConnectionDriver reporter;
    private final Optional<DirectPaths> directPaths;
    private Set<InetSocketAddress> reported = Set.of();
    private boolean isToBeReported;

    PathKeeper(
            Connection core,
            EndpointDriver endpoint,
            ConnectionDriver reporter,
            Optional<NatTraversalPolicy> policy) {
        this.core = core;
        this.endpoint = endpoint;
        this.reporter = reporter;
        directPaths = policy.map(it -> new DirectPaths(core, configOf(it)));
    }

    private static DirectPathsConfig configOf(NatTraversalPolicy policy) {
        return new DirectPathsConfig(
                policy.roundSpacing().toNanos(),
                policy.roundInterval().toNanos(),
                policy.keepAliveInterval().toNanos(),
                policy.directIdleTimeout().toNanos(),
                policy.relayedIdleTimeout().toNanos(),
                policy.relayed(),
                CarriedSocketAddress::isReserved);
    }

    /// Core has told something of a path.
    void onEvent(PathEvent event) {
        directPaths.ifPresent(it -> it.onEvent(event));
        isToBeReported = true;
    }

    /// The server has said something about its addresses.
    void onCandidates() {
        directPaths.ifPresent(DirectPaths::onCandidates);
        isToBeReported = true; // what is relayed may follow from them
    }

    /// This side may be reached at these addresses, the best first.
    void setCandidates(List<InetSocketAddress> bestFirst) {
        directPaths.ifPresent(it -> it.setCandidates(bestFirst));
    }

    /// The application has named an address by itself.
    void onNamed(InetSocketAddress address) {
        directPaths.ifPresent(it -> it.onNamed(address));
    }

    /// The application has withdrawn an address.
    void onWithdrawn(InetSocketAddress address) {
        directPaths.ifPresent(it -> it.onWithdrawn(address));
    }

    /// The application has opened a path.
    void onOpened(PathId id) {
        directPaths.ifPresent(it -> it.onOpened(id));
    }

    /// The network has changed.
    void onNetworkChanged(long nowNanos) {
        directPaths.ifPresent(it -> it.onNetworkChanged(nowNanos));
    }

    /// Does what is due.
    ///
    /// @return whether something was changed that is to be sent
    boolean turn() {
        boolean isAny = directPaths.isPresent() && directPaths.get().turn(endpoint.nowNanos());
        if (isToBeReported) {
            isToBeReported = false;
            report(observed());
        }
        return isAny;
    }

    /// When [#turn] is to be called though nothing happens.
    long deadlineNanos() {
        return directPaths.isPresent() ? directPaths.get().deadlineNanos() : DirectPaths.NEVER;
    }

    /// The connection is over.
    void forget() {
        report(Set.of());
    }

    private void report(Set<InetSocketAddress> observed) {
        if (!observed.equals(reported)) {
            reported = observed;
            endpoint.onObserved(reporter, observed);
        }
    }

    /// Where the peer sees this side: what is carried by others says nothing of this socket.
    private Set<InetSocketAddress> observed() {
        if (directPaths.isPresent()) {
            return directPaths.get().observed();
        }
        return core.multipath().views().stream()
                .filter(path -> !CarriedSocketAddress.isReserved(path.remote().getAddress()))
                .map(PathView::observed)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
