package dev.quoll.cli.report;

import dev.quoll.Connection;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;

import org.jspecify.annotations.Nullable;

import java.security.cert.CertificateEncodingException;
import java.util.Locale;
import java.util.Optional;

/// What a handshake came to, for a program to read. *Immutable*.
///
/// @param group the key-exchange group, as TLS names it
/// @param resumed whether it went on with an earlier connection's secret
/// @param early what became of requests sent before it was done: `none` were, or they were
///   `accepted` or `rejected` by the server
/// @param client the SHA-256 of the certificate that the client showed, in hex, if this is the
///   server and it showed one
public record Agreed(String group, boolean resumed, String early, @Nullable String client) {
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
                data.keyExchangeGroup(),
                data.resumed(),
                early.name().toLowerCase(Locale.ROOT),
                connection.side() == Side.SERVER
                        ? data.peer().flatMap(Agreed::fingerprint).orElse(null)
                        : null);
    }

    private static Optional<String> fingerprint(PeerIdentity peer) {
        if (!(peer instanceof PeerIdentity.CertificateChain chain)) {
            return Optional.empty(); // a key without a certificate
        }
        try {
            return Optional.of(Sha256.of(chain.certificates().getFirst().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new AssertionError("it came encoded", e);
        }
    }

    /// Of a connection that a client made, whose handshake is done.
    public static Agreed withClient(Connection connection) {
        boolean accepted = connection.handshakeData().orElseThrow().earlyDataAccepted();
        return of(connection, accepted ? Early.ACCEPTED : Early.NONE);
    }
}
