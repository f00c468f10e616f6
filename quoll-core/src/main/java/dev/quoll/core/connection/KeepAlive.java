package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

/// Breaks silence before it ends the connection or a NAT forgets it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.1.2 RFC 9000, section 10.1.2
final class KeepAlive {
    private final long intervalNanos;
    private final Lifetime lifetime;
    private long sinceNanos;

    /// @param intervalNanos the longest silence, [Connection#NEVER] for any
    KeepAlive(long intervalNanos, Lifetime lifetime) {
        this.intervalNanos = intervalNanos;
        this.lifetime = lifetime;
    }

    /// A packet of the peer was opened, or one was sent to break the silence.
    void onActivity(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /// When the silence is broken.
    long deadlineNanos() {
        return !lifetime.isConfirmed() || intervalNanos > NEVER - sinceNanos
                ? NEVER
                : sinceNanos + intervalNanos;
    }

    /// Asks for a packet on every path if the silence has lasted.
    void onTimeout(Paths paths, long nowNanos) {
        if (nowNanos >= deadlineNanos()) {
            for (Path each : paths.known()) {
                if (each.life().isOpen()) {
                    each.space().wantPing();
                }
            }
            onActivity(nowNanos);
        }
    }
}
