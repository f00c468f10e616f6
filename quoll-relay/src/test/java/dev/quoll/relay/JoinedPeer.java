package dev.quoll.relay;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.tls.RawKeys;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.trust.ClientAuthentication;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;

/// A peer with UDP and a relay under one endpoint, that sends streams back to whoever connects.
final class JoinedPeer implements AutoCloseable {
    private static final String ALPN = "inner/1";

    private final KeyPair keys = RawKeys.generate();
    private final RelayCarrier carrier;
    private final Endpoint endpoint;

    JoinedPeer(RelayLab lab) throws IOException {
        carrier = RelayCarrier.of(lab.peer(keys).keepAliveInterval(Duration.ofSeconds(1)).build());
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn(ALPN)
                        .rawKey(keys)
                        .clients(ClientAuthentication.REQUIRED)
                        .verifyClientKeys((_, _) -> {})
                        .build();
        endpoint =
                Endpoint.bind(
                        EndpointConfig.builder()
                                .bindAddress(RelayLab.loopback(0))
                                .server(ServerConfig.of(tls))
                                .build(),
                        List.of(carrier));
        carrier.registerOver(endpoint);
        Thread.ofVirtual().start(this::serve);
        carrier.awaitRegistered(RelayLab.LONG);
    }

    private void serve() {
        try {
            endpoint.serve(
                    connection -> {
                        while (true) {
                            BiStream stream = connection.acceptBi();
                            Thread.ofVirtual().start(() -> answer(stream));
                        }
                    });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(BiStream stream) {
        try (stream) {
            stream.recv().transferTo(stream.send());
        } catch (IOException _) {
            return; // the connection has ended
        }
    }

    PeerKey key() {
        return PeerKey.of(keys.getPublic());
    }

    RelayCarrier carrier() {
        return carrier;
    }

    /// Connects to a peer through the relay, and believes that it is `expected` alone.
    Connection connect(PeerKey peer, PeerKey expected) throws IOException {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(ALPN)
                        .rawKey(keys)
                        .trustKeys(List.of(expected.publicKey()))
                        .build();
        return endpoint.connectWith(
                ClientConfig.of(tls),
                RelayCarrier.address(peer).toSocketAddress(),
                "peer.invalid",
                RelayLab.LONG);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
