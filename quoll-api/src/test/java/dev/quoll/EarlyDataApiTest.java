package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.ZeroRttRejectedException;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.resumption.TicketKeys;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// Connections that are used before their handshake is done, over real sockets.
@Timeout(60)
class EarlyDataApiTest { // RFC 9001 §4.6
    private static final String OTHER_ALPN = "other";
    private static final TicketKeys KEYS = TicketKeys.of(new byte[TicketKeys.KEY_LENGTH]);

    /// One that was there long before, so that no ticket is older.
    private final LocalReplayGuard guard = guardOfOld();

    private static final Duration MOMENT = Duration.ofMillis(50);

    private final AwaitedSessions sessions = new AwaitedSessions();
    private final TlsClientConfig clientTls =
            TestIdentity.server()
                    .clientTls()
                    .alpn(TestIdentity.ALPN, OTHER_ALPN)
                    .sessions(sessions)
                    .build();
    private SwitchedSocket socket;
    private Endpoint client;
    private Endpoint server;
    private final Queue<Connection> held = new ArrayDeque<>(); // or it would be closed

    @BeforeEach
    void aClientAndAServerThatTakesEarlyData() throws IOException {
        socket = Loopback.switchedSocket();
        client = Endpoint.bind(EndpointConfig.client(ClientConfig.of(clientTls)), socket);
        server =
                Endpoint.bind(
                        EndpointConfig.server(
                                new InetSocketAddress(Loopback.V4, 0),
                                ServerConfig.of(accepting().build())));
    }

    @AfterEach
    void nothingIsLeft() {
        client.close();
        server.close();
    }

    @Test
    void aFirstConnectionHasNothingToSendEarlyWith() throws IOException {
        Connecting connecting = connecting();

        assertThat(connecting.into0Rtt()).isEmpty();
        held.add(server.accept().accept().await());
        assertThat(agreed(connecting.await()).resumed()).isFalse();
    }

    @Test
    void aRequestIsReadBeforeTheHandshakeIsDone() throws Exception {
        resumable();
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        BiStream request = early.connection().openBi();
        write(request, "early");
        socket.setMode(SwitchedSocket.Mode.LOSE); // and nothing else for now
        EarlyConnection served = server.accept().accept().into0Rtt().orElseThrow();
        BiStream asked = served.connection().acceptBi();

        assertThat(read(asked)).isEqualTo("early");
        assertThat(asked.recv().is0Rtt()).isTrue();
        assertThatThrownBy(() -> served.connection().awaitAuthenticated(MOMENT))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(served.accepted()).isNotDone();

        socket.setMode(SwitchedSocket.Mode.SEND);
        served.connection().awaitAuthenticated();
        assertThat(served.accepted().get()).isTrue();
        write(asked, "late");
        assertThat(read(request)).isEqualTo("late");
        assertThat(early.accepted().get()).isTrue();
        assertThat(agreed(early.connection()).earlyDataAccepted()).isTrue();
        assertThat(request.recv().is0Rtt()).isTrue();
    }

    @Test
    void datagramsGoEarlyBothWays() throws Exception {
        resumable();
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        assertThat(early.connection().maxDatagramSize()).isPresent();
        early.connection().sendDatagram(new byte[] {1});
        early.connection().sendDatagramWait(new byte[] {2});
        socket.setMode(SwitchedSocket.Mode.LOSE);
        Connection served = server.accept().accept().into0Rtt().orElseThrow().connection();

        assertThat(served.readDatagram()).containsExactly(1);
        assertThat(served.readDatagram()).containsExactly(2);
        assertThat(served.handshakeData()).isEmpty();
        served.sendDatagram(new byte[] {3}); // RFC 9001 §5.7
        assertThat(early.connection().readDatagram()).containsExactly(3);
        socket.setMode(SwitchedSocket.Mode.SEND);
        assertThat(early.accepted().get()).isTrue();
    }

    @Test
    void datagramsOfRejectedEarlyDataAreGoneAndFreshOnesArrive() throws Exception {
        resumable();
        serve(TestIdentity.server().serverTls().ticketKeys(KEYS));
        socket.setMode(SwitchedSocket.Mode.FULL); // so that datagrams stay where they are
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        while (early.connection().datagramSendBufferSpace() > 1000) {
            early.connection().sendDatagram(new byte[1000]);
        }
        long before = early.connection().stats().datagramsUnsent();
        CompletableFuture<Void> waiting = early.connection().sendDatagramWaitAsync(new byte[1000]);
        socket.setMode(SwitchedSocket.Mode.SEND);
        Connection served = server.accept().accept().await();

        assertThat(early.accepted().get()).isFalse();
        waiting.get(); // it found room before, or waited for nothing any more
        assertThat(early.connection().stats().datagramsUnsent()).isGreaterThan(before + 100);
        early.connection().sendDatagram(new byte[] {7});
        byte[] read = served.readDatagram();
        while (read.length > 1) { // one that waited and was not too early
            read = served.readDatagram();
        }
        assertThat(read).containsExactly(7);
    }

    @Test
    void streamsOpenedAfterTheHandshakeAreNotEarly() throws Exception {
        resumable();
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        Connection served = server.accept().accept().await();
        early.connection().awaitAuthenticatedAsync().get();
        BiStream request = early.connection().openBi();
        write(request, "late");

        assertThat(request.recv().is0Rtt()).isFalse();
        assertThat(served.acceptBi().recv().is0Rtt()).isFalse();
    }

    @Test
    void aHandshakeThatIsDoneLeavesNothingEarly() throws Exception {
        resumable();
        Connecting connecting = connecting();
        held.add(server.accept().accept().await());

        assertThat(agreed(connecting.await()).resumed()).isTrue();
        assertThat(connecting.into0Rtt()).isEmpty();
    }

    @Test
    void aServerWritesBeforeTheClientHasProvedAnything() throws IOException { // RFC 9001 §5.7
        Connecting connecting = connecting();
        socket.setMode(SwitchedSocket.Mode.LOSE);
        Connection served = server.accept().accept().into0Rtt().orElseThrow().connection();
        SendStream greeting = served.openUni();
        greeting.write("hello".getBytes(UTF_8));
        greeting.finish();

        RecvStream heard = connecting.await().acceptUni();
        assertThat(heard.readToEnd(10)).asString(UTF_8).isEqualTo("hello");
        assertThat(served.handshakeData()).isEmpty();
        socket.setMode(SwitchedSocket.Mode.SEND);
        served.awaitAuthenticated();
        assertThat(served.handshakeData()).isPresent();
    }

    @Test
    void withoutAClientThatGoesOnTheServerIsNeverAuthenticated() throws IOException {
        Connecting connecting = connecting();
        socket.setMode(SwitchedSocket.Mode.LOSE);
        EarlyConnection served = server.accept().accept().into0Rtt().orElseThrow();
        served.connection().close();

        assertThatThrownBy(() -> served.connection().awaitAuthenticated())
                .isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> served.accepted().get())
                .hasCauseInstanceOf(ConnectionException.class);
        connecting.cancel();
    }

    @Test
    void aCopyOfTheFirstPacketsIsNotTakenTwice() throws Exception { // RFC 9001 §9.2
        List<byte[]> copies = recordedRequest();
        sendAgain(copies);
        EarlyConnection served = server.accept().accept().into0Rtt().orElseThrow();

        assertThatThrownBy(() -> served.connection().acceptBi(MOMENT))
                .isInstanceOf(SocketTimeoutException.class);
        served.connection().close();
    }

    @Test
    void onAnotherMachineItIsTakenAndNeverAuthenticated() throws Exception {
        List<byte[]> copies = recordedRequest();
        serve(accepting().acceptEarlyData(guardOfOld()));
        sendAgain(copies);
        EarlyConnection served = server.accept().accept().into0Rtt().orElseThrow();
        BiStream asked = served.connection().acceptBi();

        assertThat(read(asked)).isEqualTo("early");
        assertThat(asked.recv().is0Rtt()).isTrue();
        assertThatThrownBy(() -> served.connection().awaitAuthenticated(MOMENT))
                .isInstanceOf(SocketTimeoutException.class);
        served.connection().close();
    }

    /// The first packets of a connection with a request in them that was answered.
    private List<byte[]> recordedRequest() throws Exception {
        resumable();
        socket.keepCopies(10);
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        write(early.connection().openBi(), "early");
        List<byte[]> copies = List.copyOf(socket.copies());
        Connection served = server.accept().accept().await();
        assertThat(read(served.acceptBi())).isEqualTo("early");
        served.close();
        server.awaitIdle();
        return copies;
    }

    private void sendAgain(List<byte[]> datagrams) throws IOException {
        try (DatagramSocket attacker = new DatagramSocket(0, Loopback.V4)) {
            for (byte[] datagram : datagrams) {
                attacker.send(new DatagramPacket(datagram, datagram.length, server.localAddress()));
            }
        }
    }

    @Test
    void aServerWithOtherTicketKeysTakesNothingAndFreshStreamsWork() throws Exception {
        resumable();
        byte[] other = new byte[TicketKeys.KEY_LENGTH];
        other[0] = 1;
        serve(accepting().ticketKeys(TicketKeys.of(other)));

        assertRejectedAndGoingOn();
    }

    @Test
    void aStreamThatWaitsForItsTurnIsOpenedAfterTheRejection() throws Exception {
        resumable();
        serve(TestIdentity.server().serverTls().ticketKeys(KEYS));
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        for (int i = 0; i < 100; i++) { // as many as the server allowed
            early.connection().openUni();
        }
        CompletableFuture<SendStream> waiting = early.connection().openUniAsync();
        Connection served = server.accept().accept().await();

        SendStream fresh = waiting.get();
        fresh.write(1);
        fresh.finish();
        assertThat(served.acceptUni().readToEnd(10)).hasSize(1);
        early.connection().closeGracefully(0, new byte[0], Duration.ofSeconds(20));
    }

    @Test
    void norDoesOneThatChoosesAnotherProtocol() throws Exception {
        resumable();
        serve(accepting().alpn(OTHER_ALPN));

        assertRejectedAndGoingOn();
    }

    @Test
    void norDoesOneThatWantsNoEarlyData() throws Exception {
        resumable();
        serve(TestIdentity.server().serverTls().ticketKeys(KEYS));

        assertRejectedAndGoingOn();
    }

    private void assertRejectedAndGoingOn() throws Exception {
        EarlyConnection early = connecting().into0Rtt().orElseThrow();
        BiStream request = early.connection().openBi();
        write(request, "early");
        SendStream unfinished = early.connection().openUni();
        unfinished.write(1);
        CompletableFuture<byte[]> answer = request.recv().readToEndAsync(100);
        Connection served = server.accept().accept().await();

        assertThat(early.accepted().get()).isFalse();
        assertThatThrownBy(answer::get).hasCauseInstanceOf(ZeroRttRejectedException.class);
        assertEveryCallThrows(request);
        assertRejected(() -> unfinished.write(1));
        assertRejected(unfinished::finish);

        BiStream again = early.connection().openBi();
        assertThat(again.id()).isEqualTo(request.id());
        write(again, "late");
        giveUp(request); // which must not harm the stream that has its ID now
        unfinished.close();
        BiStream asked = served.acceptBi();
        assertThat(read(asked)).isEqualTo("late");
        assertThat(asked.recv().is0Rtt()).isFalse();
        write(asked, "answer");
        assertThat(read(again)).isEqualTo("answer");
        assertThat(agreed(served).earlyDataAccepted()).isFalse();
    }

    private static void assertEveryCallThrows(BiStream rejected) {
        SendStream out = rejected.send();
        RecvStream in = rejected.recv();
        assertRejected(() -> out.write(1));
        assertRejected(() -> out.write(ByteBuffer.allocate(1)));
        assertRejected(out::flush);
        assertRejected(out::finish);
        assertRejected(out::awaitDelivered);
        assertRejected(out::awaitStopped);
        assertRejected(in::read);
        assertRejected(() -> in.readToEnd(10));
        assertRejected(in::awaitReset);
        assertThat(out.isOpen() || in.isOpen()).isFalse();
    }

    private static void giveUp(BiStream rejected) {
        rejected.send().reset(7);
        rejected.recv().stop(7);
        rejected.close();
    }

    private static void assertRejected(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ZeroRttRejectedException.class);
    }

    private static LocalReplayGuard guardOfOld() {
        return new LocalReplayGuard(Duration.ofSeconds(10), 1000, Instant.now().minusSeconds(60));
    }

    private TlsServerConfig.Builder accepting() {
        return TestIdentity.server().serverTls().ticketKeys(KEYS).acceptEarlyData(guard);
    }

    private void serve(TlsServerConfig.Builder tls) {
        server.setServerConfig(Optional.of(ServerConfig.of(tls.build())));
    }

    private Connecting connecting() throws IOException {
        return client.startConnect(server.localAddress(), TestIdentity.HOST);
    }

    /// Leaves sessions behind.
    private void resumable() throws Exception {
        Connecting connecting = connecting();
        Connection served = server.accept().accept().await();
        connecting.await();
        sessions.awaitSession();
        served.close();
        connecting.cancel();
    }

    private static HandshakeData agreed(Connection connection) {
        return connection.handshakeData().orElseThrow();
    }

    private static void write(BiStream stream, String text) throws IOException {
        stream.send().write(text.getBytes(UTF_8));
        stream.send().finish();
    }

    private static String read(BiStream stream) throws IOException {
        return new String(stream.recv().readToEnd(100), UTF_8);
    }

    /// Sessions in memory, whose coming can be waited for.
    private static final class AwaitedSessions implements SessionStore {
        private final SessionStore store = new MemorySessionStore();
        private final CountDownLatch some = new CountDownLatch(1);

        void awaitSession() throws InterruptedException {
            some.await();
        }

        @Override
        public void put(String server, StoredSession session) {
            store.put(server, session);
            some.countDown();
        }

        @Override
        public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
            return store.take(server, protocols, now);
        }
    }
}
