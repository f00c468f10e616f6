package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.EndpointClosedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Each way in which a connection fails has a type, a message that says what to do, and its time.
@Timeout(60)
class FailureTest {
    /// Where no handshake is to succeed.
    private static final TransportConfig QUICK =
            TransportConfig.builder()
                    .handshakeTimeout(Duration.ofMillis(600))
                    .maxIdleTimeout(Duration.ofMillis(400))
                    .build();

    /// The shortest idle timeout under which a machine may stop for a while and nothing ends.
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Queue<Connecting> accepted = new ConcurrentLinkedQueue<>(); // held until the end

    @Test
    void aStrangersCertificateIsRefused() throws IOException {
        TestIdentity stranger = TestIdentity.selfSigned("stranger.test");
        ClientConfig trustsAnother = ClientConfig.of(stranger.clientTls().build());
        try (Loopback loopback = Loopback.open()) {
            acceptInBackground(loopback.server());
            ConnectionException failure = failure(loopback, trustsAnother, TestIdentity.HOST);

            assertThat(failure).hasCauseInstanceOf(CertificateException.class);
            assertThat(failure).hasMessageContaining("trust the one that issued it");
            assertThat(failure.closeCause()).isInstanceOf(CloseCause.LocalTransportError.class);
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws IOException {
        ClientConfig client = ClientConfig.of(TestIdentity.server().clientTls().build());
        try (Loopback loopback = Loopback.open()) {
            acceptInBackground(loopback.server());
            ConnectionException failure = failure(loopback, client, "another.test");

            assertThat(failure).hasCauseInstanceOf(CertificateException.class);
            assertThat(failure).hasMessageContaining("connect by a name it has");
        }
    }

    @Test
    void aServerWithoutACommonProtocolIsRefused() throws IOException {
        ClientConfig client =
                ClientConfig.of(TestIdentity.server().clientTls().alpn("other").build());
        try (Loopback loopback = Loopback.open()) {
            acceptInBackground(loopback.server());
            ConnectionException failure = failure(loopback, client, TestIdentity.HOST);

            long code =
                    TransportErrorCode.CRYPTO_ERROR_BASE + TlsAlert.NO_APPLICATION_PROTOCOL.code();
            assertThat(failure.closeCause())
                    .isInstanceOfSatisfying(
                            CloseCause.PeerTransportClose.class,
                            close -> assertThat(close.code()).isEqualTo(code));
            assertThat(failure).hasMessageContaining("set the same ALPN names on both sides");
        }
    }

    @Test
    void aPortWhereNobodyListensTimesOut() throws IOException {
        try (DatagramSocket dead = new DatagramSocket(0, Loopback.V4);
                Endpoint client = Loopback.client(Loopback.V4, QUICK)) {
            InetSocketAddress address = new InetSocketAddress(Loopback.V4, dead.getLocalPort());
            long began = System.nanoTime();
            ConnectionException failure =
                    catchThrowableOfType(
                            ConnectionException.class,
                            () -> client.connect(address, TestIdentity.HOST));

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThan(Duration.ofMillis(390))
                    .isLessThan(TransportConfig.defaults().handshakeTimeout());
            assertThat(failure.closeCause()).isEqualTo(new CloseCause.TimedOut());
            assertThat(failure).hasMessageContaining("check that a QUIC server listens there");
        }
    }

    @Test
    void aPeerThatStopsAnsweringTimesOut() throws IOException {
        SwitchedSocket socket = Loopback.switchedSocket();
        TransportConfig transport = TransportConfig.builder().maxIdleTimeout(IDLE).build();
        try (Endpoint server = Loopback.server(Loopback.V4, transport);
                Endpoint client = Loopback.client(socket, transport)) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            Connection serverSide = server.accept().accept().await();
            Connection clientSide = connecting.await();
            socket.setMode(SwitchedSocket.Mode.LOSE);

            assertThatThrownBy(serverSide::acceptBi)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.closeCause()).isEqualTo(new CloseCause.TimedOut()))
                    .hasMessageContaining("check that it runs");
            assertThat(clientSide.awaitClosed()).isEqualTo(new CloseCause.TimedOut());
        }
    }

    @Test
    void aQuietConnectionThatIsKeptAliveGoesOn() throws IOException { // RFC 9000 §10.1.2
        TransportConfig kept =
                TransportConfig.builder()
                        .maxIdleTimeout(IDLE)
                        .keepAliveInterval(Duration.ofMillis(200))
                        .build();
        try (Endpoint server =
                        Loopback.server(
                                Loopback.V4,
                                TransportConfig.builder().maxIdleTimeout(IDLE).build());
                Endpoint client = Loopback.client(Loopback.V4, kept)) {
            Loopback.Pair pair = new Loopback(server, client).connect();

            assertThatThrownBy(() -> pair.server().acceptBi(IDLE.plusSeconds(1)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(pair.client().closeReason()).isEmpty();
        }
    }

    @Test
    void aRefusedClientIsToldSo() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Connecting connecting =
                    loopback.client()
                            .startConnect(loopback.server().localAddress(), TestIdentity.HOST);
            Incoming incoming = loopback.server().accept();
            assertThat(incoming.remoteAddress()).isEqualTo(loopback.client().localAddress());
            assertThat(incoming.localIp()).contains(Loopback.V4);
            incoming.refuse();

            assertThatThrownBy(connecting::await)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("CONNECTION_REFUSED");
            assertThat(loopback.server().stats().refused()).isOne();
            assertThat(loopback.server().openConnections()).isZero();
            assertThatThrownBy(incoming::accept).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anIgnoredClientTimesOut() throws IOException {
        try (Loopback loopback = Loopback.open(QUICK)) {
            Connecting connecting =
                    loopback.client()
                            .startConnect(loopback.server().localAddress(), TestIdentity.HOST);
            loopback.server().accept().ignore();

            assertThatThrownBy(() -> connecting.awaitAsync().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ConnectionException.class);
            assertThat(loopback.server().stats().ignored()).isPositive();
        }
    }

    @Test
    void anEndpointWithoutAServerDropsClients() throws IOException {
        try (Loopback loopback = Loopback.open(QUICK)) {
            loopback.server().setServerConfig(Optional.empty());

            assertThatThrownBy(
                            () ->
                                    loopback.client()
                                            .connect(
                                                    loopback.server().localAddress(),
                                                    TestIdentity.HOST))
                    .isInstanceOf(ConnectionException.class);
            Eventually.holds(() -> !loopback.server().stats().dropped().isEmpty());
        }
    }

    @Test
    void aWaitEndsAfterItsTime() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            RecvStream silent = pair.client().openBi().recv();
            silent.setReadTimeout(Duration.ofMillis(20));

            assertThatThrownBy(() -> pair.client().acceptBi(Duration.ofMillis(20)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(silent::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> loopback.server().accept(Duration.ofMillis(20)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> loopback.server().awaitIdle(Duration.ofMillis(20)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(pair.client().closeReason()).isEmpty();
        }
    }

    @Test
    void aClosedEndpointSaysSo() throws IOException {
        Endpoint endpoint = Loopback.server(Loopback.V4, QUICK);
        var waiting = endpoint.acceptAsync();
        endpoint.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(EndpointClosedException.class);
        assertThatThrownBy(endpoint::accept).isInstanceOf(EndpointClosedException.class);
        assertThatThrownBy(
                        () ->
                                endpoint.startConnect(
                                        Loopback.clientConfig(QUICK),
                                        endpoint.localAddress(),
                                        TestIdentity.HOST))
                .isInstanceOf(EndpointClosedException.class);
        endpoint.serve(connection -> {});
        endpoint.close();
    }

    @Test
    void aDefectEndsOneConnectionAndNoMore() throws Exception {
        TransportConfig defective =
                TransportConfig.builder()
                        .congestionControl(
                                new CongestionControl.Custom((_, _) -> defectiveController()))
                        .build();
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair sound = loopback.connect();
            ServerConfig config =
                    ServerConfig.builder(TestIdentity.server().serverTls().build())
                            .transport(defective)
                            .build();
            loopback.server().setServerConfig(Optional.of(config));
            Connecting connecting =
                    loopback.client()
                            .startConnect(loopback.server().localAddress(), TestIdentity.HOST);
            Connecting serverSide = loopback.server().accept().accept();

            assertThatThrownBy(serverSide::await)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("INTERNAL_ERROR");
            connecting.cancel();

            BiStream stream = sound.client().openBi();
            stream.send().write(1);
            stream.send().finish();
            assertThat(sound.server().acceptBi().recv().readAllBytes()).containsExactly(1);
        }
    }

    @Test
    void aSocketThatThrowsEndsTheConnectionsThatUseIt() throws Exception {
        SwitchedSocket socket = Loopback.switchedSocket();
        try (Endpoint server = Loopback.server(Loopback.V4, TransportConfig.defaults());
                Endpoint client = Loopback.client(socket, TransportConfig.defaults())) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            accepted.add(server.accept().accept());
            Connection broken = connecting.await();
            socket.setMode(SwitchedSocket.Mode.THROW);

            assertThatThrownBy(() -> deliver(broken))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("INTERNAL_ERROR");
            socket.setMode(SwitchedSocket.Mode.SEND);
            connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            accepted.add(server.accept().accept());
            assertThat(connecting.await().closeReason()).isEmpty();
        }
    }

    private static void deliver(Connection connection) throws IOException {
        SendStream out = connection.openUni();
        out.write(1);
        out.flush();
        out.awaitDelivered();
    }

    private static CongestionController defectiveController() {
        return (CongestionController)
                java.lang.reflect.Proxy.newProxyInstance(
                        CongestionController.class.getClassLoader(),
                        new Class<?>[] {CongestionController.class},
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException("defective on purpose");
                        });
    }

    private void acceptInBackground(Endpoint server) {
        var _ =
                server.acceptAsync()
                        .thenAccept(
                                incoming -> {
                                    try {
                                        accepted.add(incoming.accept());
                                    } catch (EndpointClosedException e) {
                                        throw new CompletionException(e);
                                    }
                                });
    }

    private static ConnectionException failure(
            Loopback loopback, ClientConfig client, String serverName) {
        return catchThrowableOfType(
                ConnectionException.class,
                () ->
                        loopback.client()
                                .connectWith(client, loopback.server().localAddress(), serverName));
    }
}
