package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;

/// What a client begins a connection with, kept so that it can begin again. Immutable.
///
/// @param serverName the host name or address literal to ask for and to verify
record ClientBeginning(
        ConnectionConfig config,
        ConnectionServices services,
        ClientTls tls,
        String serverName,
        FourTuple route) {
    ConnectionParts first(QuicVersion version, Token token, long nowNanos) {
        ConnectionBuilder builder =
                ConnectionBuilder.client(this, version, Versions.Origin.CHOSEN, token, nowNanos);
        builder.observe();
        return builder.build(newSession(version, builder.parameters()));
    }

    /// Begins again in the version that the server offered; a token was good for the other version
    /// only (RFC 9369 §5).
    SecondAttempt again(Rooms former, QuicVersion version, long nowNanos) {
        ConnectionBuilder builder =
                ConnectionBuilder.client(
                        this, version, Versions.Origin.OFFERED, Token.NONE, nowNanos);
        builder.takeOver(former);
        return new SecondAttempt(this, builder, version);
    }

    /// Begins the TLS of an attempt, which is slow.
    TlsSession newSession(QuicVersion version, byte[] parameters) {
        return tls.newSession(serverName, route.remote().getPort(), version, parameters);
    }
}
