package dev.quoll.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.BiStream;
import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.error.ConnectionException;
import dev.quoll.tls.RawKeys;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The guide's examples do what it says.
@Timeout(60)
class GuideTest {
    private static final int LENGTH = 100_000;

    private final Identity identity = SelfSigned.of(List.of("localhost"));
    @TempDir private Path folder;

    @Test
    void whoIsNotNearbyIsRefused() throws Exception {
        Identity identity = SelfSigned.of(List.of("localhost"));
        TlsServerConfig serverTls =
                TlsServerConfig.builder()
                        .alpn("guide")
                        .certificate(identity.key(), identity.chain())
                        .build();
        TlsClientConfig clientTls =
                TlsClientConfig.builder().alpn("guide").trustCertificates(identity.chain()).build();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (Endpoint server =
                        Endpoint.bind(EndpointConfig.server(anyPort, ServerConfig.of(serverTls)));
                Endpoint client =
                        Endpoint.bind(EndpointConfig.client(Guide.forLongPauses(clientTls)))) {
            Thread.ofVirtual().start(() -> serveNearby(server));

            assertThatThrownBy(() -> client.connect(server.localAddress(), "localhost"))
                    .isInstanceOf(ConnectionException.class);
        }
    }

    private static void serveNearby(Endpoint server) {
        try {
            Guide.serveNearby(server, Connection::awaitClosed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileArrivesWhole() throws Exception {
        byte[] content = new byte[LENGTH];
        Path file = Files.write(folder.resolve("file"), content);

        try (Endpoint server = server();
                Endpoint client = client()) {
            Connecting begun = client.startConnect(server.localAddress(), "localhost");
            Connection accepted = server.accept().accept().await();
            Connection connection = begun.await();

            CompletableFuture<byte[]> arrived =
                    accepted.acceptUniAsync().thenCompose(stream -> stream.readToEndAsync(LENGTH));
            Guide.sendFile(connection, file);

            assertThat(arrived.get()).isEqualTo(content);
            assertThat(Guide.roundTrip(connection)).isPositive();
        }
    }

    @Test
    void peersKnowEachOtherByTheirKeys() throws Exception {
        KeyPair serverKeys = RawKeys.generate();
        KeyPair clientKeys = RawKeys.generate();
        byte[] server = RawKeys.ed25519Bytes(serverKeys.getPublic());
        ServerTls serverTls = Guide.keyedServer(pem("server.pem", serverKeys));
        ClientTls clientTls = Guide.keyedClient(pem("client.pem", clientKeys), server);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (Endpoint listening =
                        Endpoint.bind(EndpointConfig.server(anyPort, ServerConfig.of(serverTls)));
                Endpoint client =
                        Endpoint.bind(EndpointConfig.client(ClientConfig.of(clientTls)))) {
            Connecting begun = client.startConnect(listening.localAddress(), "localhost");
            Connection accepted = listening.accept().accept().await();

            assertThat(begun.await().peerIdentity())
                    .contains(new PeerIdentity.RawPublicKey(serverKeys.getPublic()));
            assertThat(accepted.peerIdentity())
                    .contains(new PeerIdentity.RawPublicKey(clientKeys.getPublic()));
        }
    }

    private Path pem(String name, KeyPair keys) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void aRequestIsAnsweredWhetherTheServerTakesItEarlyOrNot() throws Exception {
        try (Endpoint server = server();
                Endpoint client = client()) {
            byte[] request = {1, 2, 3};
            Thread.startVirtualThread(() -> echo(server));
            for (int i = 0; i < 3; i++) {
                Connecting begun = client.startConnect(server.localAddress(), "localhost");

                assertThat(Guide.askEarly(begun, request)).isEqualTo(request);
            }
        }
    }

    private static void echo(Endpoint server) {
        try {
            server.serve(
                    connection -> {
                        try (BiStream stream = connection.acceptBi()) {
                            stream.recv().transferTo(stream.send());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Endpoint server() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn("guide")
                        .certificate(identity.key(), identity.chain())
                        .acceptEarlyData(new LocalReplayGuard())
                        .build();
        return Endpoint.bind(EndpointConfig.server(anyPort, ServerConfig.of(tls)));
    }

    private Endpoint client() throws IOException {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn("guide")
                        .trustCertificates(identity.chain())
                        .sessions(new MemorySessionStore())
                        .build();
        return Endpoint.bind(EndpointConfig.client(Guide.forLongPauses(tls)));
    }

    @Test
    void everyCauseHasItsWords() {
        ConnectionException timedOut = new ConnectionException(new CloseCause.TimedOut());
        CloseCause closed = new CloseCause.ApplicationClosed(7, new byte[0]);

        assertThat(Guide.whatHappened(timedOut)).isEqualTo("the peer is silent");
        assertThat(Guide.whatHappened(new ConnectionException(closed))).endsWith("code 7");
    }
}
