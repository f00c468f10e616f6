package dev.quoll.cli.report;

import dev.quoll.Connection;
import dev.quoll.core.spi.HandshakeData;

import java.util.Locale;

/// What a handshake came to, for a program to read. *Immutable*.
///
/// @param group the key-exchange group, as TLS names it
/// @param resumed whether it went on with an earlier connection's secret
/// @param early what became of requests sent before it was done: `none` were, or they were
///   `accepted` or `rejected` by the server
public record Agreed(String group, boolean resumed, String early) {
    /// What became of requests sent before the handshake was done.
    public enum Early {
        NONE,
        ACCEPTED,
        REJECTED
    }

    /// Of a connection whose handshake is done.
    public static Agreed of(Connection connection, Early early) {
        HandshakeData data = connection.handshakeData().orElseThrow();
        return new Agreed(
                data.keyExchangeGroup(), data.resumed(), early.name().toLowerCase(Locale.ROOT));
    }

    /// Of a connection that a client made, whose handshake is done.
    public static Agreed withClient(Connection connection) {
        boolean accepted = connection.handshakeData().orElseThrow().earlyDataAccepted();
        return of(connection, accepted ? Early.ACCEPTED : Early.NONE);
    }
}
