package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

/// Replaces the connection IDs that the peer sends to when they have been in use for some time:
/// because keys of load balancers change, or so that nobody can follow them. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.2 RFC 9000, section 5.1.2
final class IdRotation {
    private final long lifetimeNanos;
    private final Lifetime lifetime;
    private final Routing routing;
    private long dueNanos;

    /// @param lifetimeNanos [Connection#NEVER] for no end
    IdRotation(long lifetimeNanos, Lifetime lifetime, Routing routing, long nowNanos) {
        this.lifetimeNanos = lifetimeNanos;
        this.lifetime = lifetime;
        this.routing = routing;
        begin(nowNanos);
    }

    long deadlineNanos() {
        return lifetime.isConfirmed() ? dueNanos : NEVER;
    }

    void onTimeout(Paths paths, long nowNanos) {
        if (nowNanos >= deadlineNanos()) {
            for (Path each : paths.known()) {
                if (!each.life().isAbandoned()) {
                    routing.rotate(each);
                }
            }
            begin(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        dueNanos = lifetimeNanos > NEVER - nowNanos ? NEVER : nowNanos + lifetimeNanos;
    }
}
