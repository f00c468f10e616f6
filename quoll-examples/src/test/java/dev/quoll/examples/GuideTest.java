package dev.quoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The guide's examples do what it says.
@Timeout(60)
class GuideTest {
    private static final int LENGTH = 100_000;

    @TempDir private Path folder;

    @Test
    void aFileArrivesWhole() throws Exception {
        Identity identity = SelfSigned.of(List.of("localhost"));
        TlsServerConfig serverTls =
                TlsServerConfig.builder()
                        .alpn("guide")
                        .certificate(identity.key(), identity.chain())
                        .build();
        TlsClientConfig clientTls =
                TlsClientConfig.builder().alpn("guide").trustCertificates(identity.chain()).build();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        byte[] content = new byte[LENGTH];
        Path file = Files.write(folder.resolve("file"), content);

        try (Endpoint server =
                        Endpoint.bind(EndpointConfig.server(anyPort, ServerConfig.of(serverTls)));
                Endpoint client =
                        Endpoint.bind(EndpointConfig.client(Guide.forLongPauses(clientTls)))) {
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
    void everyCauseHasItsWords() {
        ConnectionException timedOut = new ConnectionException(new CloseCause.TimedOut());
        CloseCause closed = new CloseCause.ApplicationClosed(7, new byte[0]);

        assertThat(Guide.whatHappened(timedOut)).isEqualTo("the peer is silent");
        assertThat(Guide.whatHappened(new ConnectionException(closed))).endsWith("code 7");
    }
}
