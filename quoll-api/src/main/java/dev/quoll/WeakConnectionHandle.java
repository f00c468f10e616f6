package dev.quoll;

import java.lang.ref.WeakReference;
import java.util.Optional;

/// A handle that does not keep its connection alive. *Thread-safe*.
public final class WeakConnectionHandle {
    private final WeakReference<Connection> connection;
    private final long stableId;

    WeakConnectionHandle(Connection connection) {
        this.connection = new WeakReference<>(connection);
        this.stableId = connection.stableId();
    }

    /// Whether the connection is reachable still, and not closed.
    public boolean isAlive() {
        Connection alive = connection.get();
        return alive != null && alive.closeReason().isEmpty();
    }

    /// The connection, unless nothing else held on to it.
    public Optional<Connection> upgrade() {
        return Optional.ofNullable(connection.get());
    }

    /// Whether both are, or were, handles of one connection.
    public boolean isSameConnection(WeakConnectionHandle other) {
        return stableId == other.stableId;
    }
}
