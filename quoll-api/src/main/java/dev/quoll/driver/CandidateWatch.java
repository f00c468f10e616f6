package dev.quoll.driver;

import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.core.direct.AddressScope;
import dev.quoll.core.direct.CandidateSources;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Looks again and again where the socket may be reached, and tells the connections that share a
/// policy; on a virtual thread of its own that ends when there is none left.
///
/// Which connections there are and whether a look is due is guarded by the lock of the endpoint;
/// the rest is *confined* to the thread.
final class CandidateWatch implements Runnable {
    private static final Logger LOG = System.getLogger("dev.quoll");

    /// The shortest pause between two looks: peers can bring them about.
    private static final long LEAST_PAUSE_NANOS = 100_000_000;

    private enum Turn {
        LOOK,
        END
    }

    private final EndpointDriver endpoint;
    private final NatTraversalPolicy policy;
    private final Set<ConnectionDriver> connections = new HashSet<>();
    private boolean isDue = true;

    private final Map<ConnectionDriver, List<InetSocketAddress>> told = new HashMap<>();
    private Set<InetAddress> interfaces = Set.of();

    CandidateWatch(EndpointDriver endpoint, NatTraversalPolicy policy) {
        this.endpoint = endpoint;
        this.policy = policy;
    }

    void start() {
        Thread.ofVirtual().name("quoll-candidates").start(this);
    }

    // ---- with the lock of the endpoint ----

    void add(ConnectionDriver connection) {
        connections.add(connection);
        onChange();
    }

    void remove(ConnectionDriver connection) {
        if (connections.remove(connection)) {
            endpoint.waits().change(Topic.CANDIDATES);
        }
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    /// What is told to the connections may have changed.
    void onChange() {
        isDue = true;
        endpoint.waits().change(Topic.CANDIDATES);
    }

    private Turn turn() {
        isDue = false;
        return connections.isEmpty() ? Turn.END : Turn.LOOK;
    }

    // ---- on the thread ----

    @Override
    public void run() {
        try {
            while (await() == Turn.LOOK) {
                look();
                LockSupport.parkNanos(LEAST_PAUSE_NANOS);
            }
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "candidates are not looked for any more", e);
        }
    }

    private Turn await() throws IOException {
        try {
            return endpoint.call(
                    Topic.CANDIDATES,
                    () -> isDue || connections.isEmpty() ? turn() : null,
                    policy.interval().toNanos());
        } catch (SocketTimeoutException _) {
            return Turn.LOOK;
        }
    }

    private void look() throws InterruptedIOException {
        try {
            interfaces = policy.addresses().present();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "the addresses of this machine are not known", e);
        }
        Set<ConnectionDriver> present = present();
        told.keySet().retainAll(present);
        List<InetSocketAddress> candidates = candidates();
        for (ConnectionDriver each : present) {
            if (!candidates.equals(told.put(each, candidates))) {
                each.change(_ -> each.keeper().setCandidates(candidates));
            }
        }
    }

    private Set<ConnectionDriver> present() {
        endpoint.enter();
        try {
            return new HashSet<>(connections);
        } finally {
            endpoint.leave();
        }
    }

    private List<InetSocketAddress> candidates() {
        return new CandidateSources(
                        policy.candidates(),
                        endpoint.observedAddresses(),
                        endpoint.localAddress(),
                        interfaces,
                        scopes())
                .bestFirst();
    }

    private Set<AddressScope> scopes() {
        Set<AddressScope> scopes = EnumSet.of(AddressScope.GLOBAL);
        if (policy.includesPrivate()) {
            scopes.add(AddressScope.PRIVATE);
        }
        if (policy.includesLinkLocal()) {
            scopes.add(AddressScope.LINK_LOCAL);
        }
        if (policy.includesLoopback()) {
            scopes.add(AddressScope.LOOPBACK);
        }
        return scopes;
    }
}
