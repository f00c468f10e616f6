package dev.quoll.bench;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A server and its clients, one client for each [HandshakeKind]. *Confined*.
final class Ends {
    private static final String ALPN = "bench";

    /// About as many bytes as the transport parameters of a connection take.
    private static final int PARAMETERS_LENGTH = 80;

    private final TlsServerConfig server;
    private final Map<HandshakeKind, TlsClientConfig> clients = new EnumMap<>(HandshakeKind.class);

    /// Makes the certificates, and makes each client have a session where it is to resume one.
    Ends(NamedGroup group, KeyKind kind) throws TransportException {
        Certificates certificates = Certificates.of(kind);
        server =
                TlsServerConfig.builder()
                        .alpn(ALPN)
                        .groups(group)
                        .certificate(certificates.key(), List.of(certificates.server()))
                        .acceptEarlyData(new LocalReplayGuard())
                        .build();
        for (HandshakeKind handshake : HandshakeKind.values()) {
            clients.put(handshake, client(group, certificates, handshake));
            run(handshake);
        }
    }

    private static TlsClientConfig client(
            NamedGroup group, Certificates certificates, HandshakeKind handshake) {
        TlsClientConfig.Builder builder =
                TlsClientConfig.builder()
                        .alpn(ALPN)
                        .groups(group)
                        .trustCertificates(List.of(certificates.authority()));
        return switch (handshake) {
            case FULL -> builder.sessions(new ForgetfulStore()).build();
            case RESUMED -> builder.sessions(new MemorySessionStore()).withoutEarlyData().build();
            case EARLY_DATA -> builder.sessions(new MemorySessionStore()).build();
        };
    }

    /// A whole handshake, up to and including the server's tickets.
    ///
    /// @throws TransportException if one side refuses what the other does
    HandshakeCost run(HandshakeKind kind) throws TransportException {
        TlsClientConfig client = requireNonNull(clients.get(kind));
        Exchange exchange =
                new Exchange(
                        () -> client.newSession(Certificates.HOST, parameters()), this::newServer);
        return exchange.run();
    }

    private TlsSession newServer() {
        return server.newSession(parameters(), _ -> true);
    }

    private static byte[] parameters() {
        return new byte[PARAMETERS_LENGTH];
    }
}
