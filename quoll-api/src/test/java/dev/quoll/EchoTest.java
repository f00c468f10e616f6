package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class EchoTest {
    private static final TransportConfig DEFAULTS = TransportConfig.defaults();

    @Test
    void whatIsSentOverIpv4ComesBack() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            assertEcho(loopback.connect());
        }
    }

    @Test
    void whatIsSentOverIpv6ComesBack() throws IOException {
        assumeTrue(hasIpv6(), "no IPv6 on this machine");
        try (Loopback loopback =
                new Loopback(
                        Loopback.server(Loopback.V6, DEFAULTS),
                        Loopback.client(Loopback.V6, DEFAULTS))) {
            Loopback.Pair pair = loopback.connect();
            assertEcho(pair);
            assertThat(pair.server().localIp()).contains(Loopback.V6);
        }
    }

    @Test
    void aServerOnAllAddressesServesBothFamilies() throws IOException {
        ServerConfig config = ServerConfig.of(TestIdentity.server().serverTls().build());
        try (Endpoint server = Endpoint.bind(EndpointConfig.server(0, config));
                Endpoint client =
                        Endpoint.bind(EndpointConfig.client(Loopback.clientConfig(DEFAULTS)))) {
            assertEcho(connect(client, server, Loopback.V4));
            if (hasIpv6()) {
                assertEcho(connect(client, server, Loopback.V6));
            }
        }
    }

    @Test
    void oneEndpointServesAndConnects() throws IOException {
        TestIdentity identity = TestIdentity.server();
        EndpointConfig config =
                EndpointConfig.builder()
                        .bindAddress(new InetSocketAddress(Loopback.V4, 0))
                        .server(ServerConfig.of(identity.serverTls().build()))
                        .defaultClient(ClientConfig.of(identity.clientTls().build()))
                        .build();
        try (Endpoint one = Endpoint.bind(config);
                Endpoint other = Endpoint.bind(config)) {
            assertEcho(connect(one, other, Loopback.V4));
            assertEcho(connect(other, one, Loopback.V4));
            assertEcho(connect(one, one, Loopback.V4));
        }
    }

    @Test
    void bothEndsTellWhoTheyAre() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            Connection client = pair.client();
            Connection server = pair.server();
            client.awaitHandshakeConfirmed();
            server.awaitHandshakeConfirmed();

            assertThat(client.side()).isEqualTo(Side.CLIENT);
            assertThat(server.side()).isEqualTo(Side.SERVER);
            assertThat(client.remoteAddress()).isEqualTo(loopback.server().localAddress());
            assertThat(server.remoteAddress()).isEqualTo(loopback.client().localAddress());
            assertThat(server.localIp()).contains(Loopback.V4);
            assertThat(client.handshakeData().orElseThrow().alpn()).isEqualTo(TestIdentity.ALPN);
            assertThat(server.handshakeData().orElseThrow().serverName())
                    .contains(TestIdentity.HOST);
            assertThat(client.peerIdentity()).isPresent();
            assertThat(server.peerIdentity()).isEmpty();
            assertThat(client.stableId()).isNotEqualTo(server.stableId());
            assertThat(client.stats().sent().datagrams()).isPositive();
            assertThat(client.toString()).contains("CLIENT", "open");
        }
    }

    @Test
    void streamsAreChannelsToo() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            ByteBuffer direct = ByteBuffer.allocateDirect(5).put("bytes".getBytes(UTF_8)).flip();
            assertThat(out.write(direct)).isEqualTo(5);
            assertThat(out.write(ByteBuffer.wrap("!".getBytes(UTF_8)))).isOne();
            out.close();
            assertThat(out.isOpen()).isFalse();

            RecvStream in = pair.server().acceptUni();
            assertThat(new BufferedReader(Channels.newReader(in, UTF_8)).readLine())
                    .isEqualTo("bytes!");
            assertThat(in.bytesRead()).isEqualTo(6);
        }
    }

    @Test
    void futuresDoWhatCallsDo() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            var accepted = loopback.server().acceptAsync().thenCompose(EchoTest::await);
            Connection client =
                    loopback.client()
                            .connectAsync(loopback.server().localAddress(), TestIdentity.HOST)
                            .join();
            Connection server = accepted.join();
            var stream = server.acceptUniAsync();
            SendStream out = client.openUniAsync().join();
            var written = out.writeAsync(new byte[3_000_000]);
            RecvStream in = stream.join();
            assertThat(in.readChunkAsync(7).join()).hasValue(new byte[7]);
            var rest = in.readToEndAsync(3_000_000);
            out.awaitStoppedAsync().cancel(false);
            written.join();
            out.finish();

            assertThat(rest.join()).hasSize(3_000_000 - 7);
            out.awaitDeliveredAsync().join();
            assertThat(out.awaitStoppedAsync().join()).isEmpty();
            server.awaitHandshakeConfirmedAsync().join();
            var closed = server.awaitClosedAsync();
            client.close();
            assertThat(closed.join()).isEqualTo(server.closeReason().orElseThrow());
        }
    }

    private static CompletableFuture<Connection> await(Incoming incoming) {
        try {
            return incoming.accept().awaitAsync();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Loopback.Pair connect(Endpoint client, Endpoint server, InetAddress host)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, server.localAddress().getPort());
        Connecting connecting = client.startConnect(address, TestIdentity.HOST);
        Connection accepted = server.accept().accept().await();
        return new Loopback.Pair(connecting.await(), accepted);
    }

    private static void assertEcho(Loopback.Pair pair) throws IOException {
        BiStream there = pair.client().openBi();
        there.send().write("hello".getBytes(UTF_8));
        there.send().finish();

        BiStream here = pair.server().acceptBi();
        here.recv().transferTo(here.send());
        here.close();

        assertThat(there.recv().readAllBytes()).asString().isEqualTo("hello");
        assertThat(there.recv().read()).isEqualTo(-1);
    }

    private static boolean hasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(Loopback.V6::equals);
    }
}
