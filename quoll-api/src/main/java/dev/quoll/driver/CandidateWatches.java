package dev.quoll.driver;

import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.core.direct.ObservedAddresses;

import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Where the socket of an endpoint may be reached, and who wants to know: one [CandidateWatch] for
/// each policy. Guarded by the lock of the endpoint.
final class CandidateWatches {
    private final EndpointDriver endpoint;
    private final ObservedAddresses observed = new ObservedAddresses();
    private final IdentityHashMap<NatTraversalPolicy, CandidateWatch> byPolicy =
            new IdentityHashMap<>();

    CandidateWatches(EndpointDriver endpoint) {
        this.endpoint = endpoint;
    }

    /// A connection wants to know.
    void add(ConnectionDriver connection, NatTraversalPolicy policy) {
        CandidateWatch watch = byPolicy.get(policy);
        if (watch == null) {
            watch = new CandidateWatch(endpoint, policy);
            byPolicy.put(policy, watch);
            watch.start();
        }
        watch.add(connection);
    }

    /// A connection is over.
    void remove(ConnectionDriver connection) {
        byPolicy.values().forEach(each -> each.remove(connection));
        byPolicy.values().removeIf(CandidateWatch::isEmpty);
    }

    /// Something has changed that only a look can tell.
    void onChange() {
        byPolicy.values().forEach(CandidateWatch::onChange);
    }

    /// The peer of a connection sees this side at these addresses.
    void onObserved(ConnectionDriver connection, Set<InetSocketAddress> addresses, long nowNanos) {
        if (observed.onReport(connection, addresses, nowNanos)) {
            onChange();
        }
    }

    /// Where peers see this side.
    List<InetSocketAddress> observed(long nowNanos) {
        return observed.present(nowNanos);
    }
}
