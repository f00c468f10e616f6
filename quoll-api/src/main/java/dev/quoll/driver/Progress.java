package dev.quoll.driver;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.error.ConnectionException;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How far a connection has come, from its handshake to its end. Changed under the lock of its
/// [ConnectionDriver]; to be read by anyone.
public final class Progress {
    private volatile Optional<HandshakeData> handshakeData = Optional.empty();
    private volatile Optional<CloseCause> closeCause = Optional.empty();
    private volatile boolean confirmed;
    private volatile boolean earlyDataRejected;
    private boolean defect;
    private boolean abandoned;

    Progress() {}

    /// What the handshake agreed on, once it is done.
    public Optional<HandshakeData> handshakeData() {
        return handshakeData;
    }

    /// Whether the handshake is known to be done on both sides.
    public boolean isConfirmed() {
        return confirmed;
    }

    /// Whether what is sent and received now may be a replay or be thrown away by the server.
    boolean isEarly() {
        return handshakeData.isEmpty() && !earlyDataRejected;
    }

    /// Whether the server threw away what was sent early.
    boolean isEarlyDataRejected() {
        return earlyDataRejected;
    }

    /// Why the connection ended, if it did.
    public Optional<CloseCause> closeCause() {
        return closeCause;
    }

    void onEstablished(HandshakeData data) {
        handshakeData = Optional.of(data);
    }

    void onEarlyDataRejected() {
        earlyDataRejected = true;
    }

    void onConfirmed() {
        confirmed = true;
    }

    void onClosed(CloseCause cause) {
        if (closeCause.isEmpty()) {
            closeCause = Optional.of(cause);
        }
    }

    boolean hasDefect() {
        return defect;
    }

    void onDefect() {
        defect = true;
    }

    /// Whether the connection was given up without core.
    boolean isAbandoned() {
        return abandoned;
    }

    /// The connection is given up without core.
    ///
    /// @return false if it was before
    boolean onAbandoned() {
        boolean isFirst = !abandoned;
        abandoned = true;
        return isFirst;
    }

    /// The end as an exception, for a connection to `remote`.
    ConnectionException failure(InetSocketAddress remote) {
        CloseCause cause = closeCause.orElseThrow();
        if (cause instanceof CloseCause.TimedOut && handshakeData.isEmpty()) {
            return new ConnectionException(
                    cause,
                    "no handshake with "
                            + remote
                            + " in time: check that a QUIC server listens there and that UDP"
                            + " reaches it");
        }
        return new ConnectionException(cause);
    }
}
