package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.EndpointClosedException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamStoppedException;
import dev.quoll.error.StreamTooLongException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class CloseTest {
    @Test
    void callsThatWaitFailWhenTheirOwnSideCloses() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connection connection = loopback.connect().client();
            BiStream stream = connection.openBi();
            CompletableFuture<BiStream> accept = connection.acceptBiAsync();
            var read = stream.recv().readChunkAsync(1);
            var closed = connection.onClosed();
            connection.close(3, new byte[0]);
            connection.close(4, new byte[0]);

            CloseCause cause = new CloseCause.LocallyClosed(3);
            assertThat(connection.closeReason()).contains(cause);
            assertThatThrownBy(accept::join).hasCauseInstanceOf(ConnectionException.class);
            assertThatThrownBy(read::join).hasCauseInstanceOf(ConnectionException.class);
            assertThatThrownBy(connection::openUni).isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> stream.send().write(1))
                    .isInstanceOf(ConnectionException.class);
            assertThat(closed.join().cause()).isEqualTo(cause);
            assertThat(closed.join().paths()).hasSize(1);
            assertThat(connection.onClosed().join().cause()).isEqualTo(cause);
        }
    }

    @Test
    void whatArrivedStaysReadable() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(new byte[] {1, 2, 3});
            out.finish();
            out.awaitDelivered();
            pair.client().close(9, new byte[] {8});
            CloseCause cause = pair.server().awaitClosed();

            assertThat(cause).isEqualTo(new CloseCause.ApplicationClosed(9, new byte[] {8}));
            RecvStream in = pair.server().acceptUni();
            assertThat(in.readToEnd(3)).containsExactly(1, 2, 3);
            assertThatThrownBy(pair.server()::acceptUni)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("code 9");
        }
    }

    @Test
    void aGracefulCloseDeliversWhatWasWritten() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            CompletableFuture<Boolean> closed =
                    CompletableFuture.supplyAsync(() -> writeAndClose(pair.client(), out));

            assertThat(pair.server().acceptUni().readAllBytes()).hasSize(5_000_000);
            assertThat(closed.join()).isTrue();
            assertThat(pair.server().awaitClosed())
                    .isEqualTo(new CloseCause.ApplicationClosed(1, new byte[0]));
        }
    }

    private static boolean writeAndClose(Connection connection, SendStream out) {
        try {
            out.write(new byte[5_000_000]);
            out.finish();
            return connection.closeGracefully(1, new byte[0], Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEndpointEndsThoughTheRoundTripTimeIsMinutes() throws IOException {
        TransportConfig slow = TransportConfig.builder().initialRtt(Duration.ofMinutes(1)).build();
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(Loopback.V4, 0))) {
            Endpoint client = Loopback.client(Loopback.V4, slow);
            client.startConnect(
                    (InetSocketAddress) silent.getLocalSocketAddress(), TestIdentity.HOST);
            client.close(); // three probe timeouts are nine minutes

            assertThatThrownBy(client::accept).isInstanceOf(EndpointClosedException.class);
        }
    }

    @Test
    void aGracefulCloseDoesNotWaitForEver() throws IOException {
        SwitchedSocket socket = Loopback.switchedSocket();
        try (Endpoint server = Loopback.server(Loopback.V4, TransportConfig.defaults());
                Endpoint client = Loopback.client(socket, TransportConfig.defaults())) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            Connection accepted = server.accept().accept().await();
            Connection connection = connecting.await();
            SendStream out = connection.openUni();
            socket.setMode(SwitchedSocket.Mode.LOSE); // nothing will be acknowledged
            out.write(new byte[10_000]);

            assertThat(connection.closeGracefully(1, new byte[0], Duration.ofMillis(50))).isFalse();
            assertThat(connection.closeReason()).isPresent();
            assertThat(accepted.closeReason()).isEmpty();
        }
    }

    @Test
    void closingAnEndpointClosesItsConnections() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            loopback.client().close(5, "bye".getBytes(StandardCharsets.UTF_8));

            assertThat(pair.client().closeReason()).contains(new CloseCause.LocallyClosed(5));
            assertThat(pair.server().awaitClosed())
                    .isInstanceOfSatisfying(
                            CloseCause.ApplicationClosed.class,
                            closed -> assertThat(closed.reason()).asString().isEqualTo("bye"));
            assertThat(loopback.client().openConnections()).isZero();
            loopback.server().awaitIdle();
            assertThat(loopback.server().openConnections()).isZero();
        }
    }

    @Test
    void aLongReasonIsCut() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            pair.client().close(1, new byte[5000]);

            assertThat(pair.server().awaitClosed())
                    .isInstanceOfSatisfying(
                            CloseCause.ApplicationClosed.class,
                            closed -> assertThat(closed.reason()).hasSizeBetween(500, 1452));
        }
    }

    @Test
    void aResetReachesTheReader() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(new byte[100]);
            out.flush();
            RecvStream in = pair.server().acceptUni();
            try (SendStream.ResetUnlessFinished _ = out.orReset()) {
                assertThat(in.read()).isZero();
            }

            assertThat(in.awaitReset()).hasValue(0);
            assertThatThrownBy(in::read).isInstanceOf(StreamResetException.class);
            assertThatThrownBy(in::read).isInstanceOf(StreamResetException.class);
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(ClosedStreamException.class);
            assertThatThrownBy(out::finish).isInstanceOf(ClosedStreamException.class);
            out.awaitDelivered();
        }
    }

    @Test
    void aFinishedStreamIsNotResetAtTheEndOfItsTry() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            try (SendStream.ResetUnlessFinished _ = out.orReset()) {
                out.write(1);
                out.finish();
                out.finish();
            }

            RecvStream in = pair.server().acceptUni();
            assertThat(in.readAllBytes()).containsExactly(1);
            assertThat(in.awaitReset()).isEmpty();
        }
    }

    @Test
    void aStopReachesTheWriter() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(1);
            out.flush();
            RecvStream in = pair.server().acceptUni();
            in.stop(77);

            assertThat(out.awaitStopped()).hasValue(77);
            assertThatThrownBy(() -> out.write(2))
                    .isInstanceOfSatisfying(
                            StreamStoppedException.class, e -> assertThat(e.code()).isEqualTo(77));
            assertThatThrownBy(out::awaitDelivered).isInstanceOf(StreamStoppedException.class);
            assertThat(out.isOpen()).isFalse();
            assertThatThrownBy(in::read).isInstanceOf(ClosedStreamException.class);
            assertThat(in.isOpen()).isFalse();
        }
    }

    @Test
    void everybodyWhoWaitsForAStopLearnsOfIt() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(1);
            out.flush();
            var first = out.awaitStoppedAsync();
            var second = out.awaitStoppedAsync();
            var givenUp = out.awaitStoppedAsync();
            givenUp.cancel(true);
            pair.server().acceptUni().stop(5);

            assertThat(first.join()).hasValue(5);
            assertThat(second.join()).hasValue(5);
            assertThat(givenUp).isCancelled();
            assertThat(out.awaitStopped()).hasValue(5);
        }
    }

    @Test
    void whoWaitsForAStopLearnsOfTheDeliveryToo() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            var stopped = out.awaitStoppedAsync();
            out.write(1);
            out.close();

            assertThat(pair.server().acceptUni().readAllBytes()).containsExactly(1);
            assertThat(stopped.join()).isEmpty();
        }
    }

    @Test
    void aReadThatIsCancelledLeavesTheDataToTheNext() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(1);
            out.flush();
            RecvStream in = pair.server().acceptUni();
            assertThat(in.read()).isOne();
            var cancelled = in.readChunkAsync(10);
            cancelled.cancel(true);
            out.write(2);
            out.finish();

            assertThat(in.readAllBytes()).containsExactly(2);
        }
    }

    @Test
    void closingAnEndpointEndsWhatIsStillConnecting() throws IOException {
        try (DatagramSocket dead = new DatagramSocket(0, Loopback.V4);
                Endpoint client = Loopback.client(Loopback.V4, TransportConfig.defaults())) {
            InetSocketAddress nobody = new InetSocketAddress(Loopback.V4, dead.getLocalPort());
            Connecting connecting = client.startConnect(nobody, TestIdentity.HOST);
            client.close(6, new byte[0]);

            assertThatThrownBy(connecting::await)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e ->
                                    assertThat(e.closeCause())
                                            .isEqualTo(new CloseCause.LocallyClosed(6)));
        }
    }

    @Test
    void aClientCannotBeAcceptedOnceTheEndpointIsClosed() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connecting connecting =
                    loopback.client()
                            .startConnect(loopback.server().localAddress(), TestIdentity.HOST);
            Incoming incoming = loopback.server().accept();
            loopback.server().close();

            assertThatThrownBy(incoming::accept).isInstanceOf(EndpointClosedException.class);
            connecting.cancel();
        }
    }

    @Test
    void aStreamLongerThanTheLimitIsStopped() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(new byte[11]);
            out.flush();
            RecvStream in = pair.server().acceptUni();

            assertThatThrownBy(() -> in.readToEnd(10)).isInstanceOf(StreamTooLongException.class);
            assertThat(out.awaitStopped()).hasValue(0);
        }
    }

    @Test
    void codesAreChecked() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connection connection = loopback.connect().client();
            BiStream stream = connection.openBi();

            assertThatThrownBy(() -> connection.close(-1, new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> stream.send().reset(1L << 62))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> stream.recv().stop(Long.MAX_VALUE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
