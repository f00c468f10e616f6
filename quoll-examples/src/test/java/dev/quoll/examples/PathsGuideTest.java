package dev.quoll.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.Path;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.error.PathException;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The guide's examples of paths do what it says.
@Timeout(60)
class PathsGuideTest {
    private final Identity identity = SelfSigned.of(List.of("localhost"));

    @Test
    void aBackupPathIsOpenedAndTold() throws Exception {
        InetAddress first = InetAddress.ofLiteral("127.0.0.1");
        InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        BlockingQueue<PathEvent> seen = new LinkedBlockingQueue<>();
        try (Endpoint server = server(new InetSocketAddress(first, 0));
                Endpoint client = client()) {
            Connecting begun = client.startConnect(server.localAddress(), "localhost");
            Connection accepted = server.accept().accept().await();
            Connection connection = begun.await();
            connection.awaitHandshakeConfirmed();
            Thread watcher = Thread.ofVirtual().start(() -> watch(accepted, seen));
            while (watcher.getState() != Thread.State.WAITING) { // until it sees what comes
                Thread.onSpinWait();
            }

            Path path = openBackup(connection, second);

            assertThat(path.status()).isEqualTo(PathStatus.BACKUP);
            assertThat(path.localIp()).contains(second);
            PathEvent status = new PathEvent.RemoteStatus(path.id(), PathStatus.BACKUP);
            while (!seen.take().equals(status)) {}
        }
    }

    @Test
    void aServerTellsWhereAClientIsSeen() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        TransportConfig telling =
                TransportConfig.builder().sendObservedAddressReports(true).build();
        try (Endpoint server = server(anyPort, telling);
                Endpoint client = asking(anyPort)) {
            Connecting begun = client.startConnect(server.localAddress(), "localhost");
            Connection accepted = server.accept().accept().await();

            assertThat(PathsGuide.outside(begun.await())).isEqualTo(client.localAddress());
            assertThat(accepted.remoteAddress()).isEqualTo(client.localAddress());
        }
    }

    @Test
    void whoLooksForDirectPathsSpeaksNatTraversal() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        TransportConfig looking = PathsGuide.lookingForDirectPaths();
        ClientConfig connecting = ClientConfig.builder(clientTls()).transport(looking).build();
        try (Endpoint server = server(anyPort, looking);
                Endpoint client = Endpoint.bind(EndpointConfig.client(connecting))) {
            Connecting begun = client.startConnect(server.localAddress(), "localhost");
            Connection accepted = server.accept().accept().await();
            Connection connection = begun.await();
            connection.awaitHandshakeConfirmed();

            InetSocketAddress given = new InetSocketAddress("192.0.2.1", 1);
            connection.addNatTraversalAddress(given);
            assertThat(connection.localNatTraversalAddresses()).contains(given);
            assertThat(accepted.closeReason()).isEmpty();
        }
    }

    private static Path openBackup(Connection connection, InetAddress local) throws IOException {
        while (true) {
            try {
                return PathsGuide.openBackup(connection, local);
            } catch (PathException e) {
                assertThat(e.failure()).isEqualTo(PathFailure.REMOTE_CIDS_EXHAUSTED);
            }
        }
    }

    private static void watch(Connection connection, BlockingQueue<PathEvent> seen) {
        try {
            PathsGuide.watch(connection, seen::add, missed -> fail("missed " + missed));
        } catch (IOException e) {
            return; // the connection has ended
        }
    }

    private Endpoint server(InetSocketAddress address) throws IOException {
        return server(address, PathsGuide.severalPaths());
    }

    private Endpoint server(InetSocketAddress address, TransportConfig transport)
            throws IOException {
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn("guide")
                        .certificate(identity.key(), identity.chain())
                        .build();
        ServerConfig config = ServerConfig.builder(tls).transport(transport).build();
        return Endpoint.bind(EndpointConfig.server(address, config));
    }

    private Endpoint client() throws IOException {
        return Endpoint.bind(EndpointConfig.client(PathsGuide.overAllInterfaces(clientTls())));
    }

    private Endpoint asking(InetSocketAddress address) throws IOException {
        ClientConfig config =
                ClientConfig.builder(clientTls())
                        .transport(PathsGuide.askingWhereWeAreSeen())
                        .build();
        return Endpoint.bind(
                EndpointConfig.builder().bindAddress(address).defaultClient(config).build());
    }

    private TlsClientConfig clientTls() {
        return TlsClientConfig.builder().alpn("guide").trustCertificates(identity.chain()).build();
    }
}
