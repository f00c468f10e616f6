package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.PathId;
import dev.quoll.error.ConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// What becomes of connections and streams that nobody holds any more. To be run with `-Xcomp` too,
/// where the JVM takes handles for dead earlier.
@Timeout(120)
class UnreachableHandlesTest {
    @Test
    void aConnectionNobodyHoldsIsClosedWithCodeZero() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Connection server = dropClient(loopback);

            assertThat(collectUntil(server.awaitClosedAsync()))
                    .isEqualTo(new CloseCause.ApplicationClosed(0, new byte[0]));
        }
    }

    private static Connection dropClient(Loopback loopback) throws IOException {
        Loopback.Pair pair = loopback.connectLoosely();
        BiStream stream = pair.client().openBi();
        stream.send().write(1);
        stream.send().flush();
        var _ = pair.client().onClosed(); // holds nothing
        return pair.server();
    }

    @Test
    void aWeakHandleHoldsNothing() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            WeakConnectionHandle handle = pair.client().weakHandle();
            Connection server = pair.server();
            pair = null;

            assertThat(collectUntil(server.awaitClosedAsync()))
                    .isEqualTo(new CloseCause.ApplicationClosed(0, new byte[0]));
            assertThat(handle.isAlive()).isFalse();
            assertThat(handle.upgrade()).isEmpty();
            loopback.client().awaitIdle();
            assertThat(loopback.client().openConnections()).isZero();
        }
    }

    @Test
    void anEndpointNobodyHoldsGivesItsPortBack() throws Exception {
        InetSocketAddress address = dropEndpoint();

        assertThat(collectUntil(bound(address))).isEqualTo(address);
    }

    private static InetSocketAddress dropEndpoint() throws IOException {
        return Loopback.client(Loopback.V4, TransportConfig.defaults()).localAddress();
    }

    /// Done when the port is free.
    private static CompletableFuture<InetSocketAddress> bound(InetSocketAddress address) {
        return CompletableFuture.supplyAsync(
                () -> {
                    while (true) {
                        try (DatagramSocket _ = new DatagramSocket(address)) {
                            return address;
                        } catch (SocketException _) { // not yet
                            LockSupport.parkNanos(1_000_000);
                        }
                    }
                });
    }

    @Test
    void aClientThatNobodyAnswersIsRefused() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Connecting attempt =
                    loopback.client()
                            .startConnect(loopback.server().localAddress(), TestIdentity.HOST);
            dropIncoming(loopback.server());

            Throwable failure =
                    collectUntil(attempt.awaitAsync().handle((_, exception) -> exception));
            assertThat(failure).hasMessageContaining("CONNECTION_REFUSED");
            assertThat(loopback.server().stats().refused()).isPositive();
        }
    }

    private static void dropIncoming(Endpoint server) throws IOException {
        var _ = server.accept();
    }

    @Test
    void aStreamHoldsItsConnection() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            SendStream out = pair.client().openUni();
            WeakReference<Connection> connection = new WeakReference<>(pair.client());
            Connection server = pair.server();
            pair = null;
            for (int i = 0; i < 10; i++) {
                System.gc();
            }

            assertThat(connection.get()).isNotNull();
            out.write(5);
            assertThat(server.acceptUni().read()).isEqualTo(5);
        }
    }

    @Test
    void aPathHoldsItsConnection() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            Path path = pair.client().path(PathId.ZERO).orElseThrow();
            WeakReference<Connection> connection = new WeakReference<>(pair.client());
            Connection server = pair.server(); // or it would close
            pair = null;
            for (int i = 0; i < 10; i++) {
                System.gc();
            }

            assertThat(connection.get()).isNotNull();
            assertThat(path.connection().closeReason()).isEmpty();
            assertThat(server.closeReason()).isEmpty();
        }
    }

    @Test
    void eventsAndWeakHandlesOfPathsHoldNothing() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            EventStream<PathEvent> events = pair.client().pathEvents();
            WeakPathHandle handle = pair.client().path(PathId.ZERO).orElseThrow().weakHandle();
            pair = null;
            while (handle.upgrade().isPresent()) {
                System.gc();
            }

            assertThatThrownBy(() -> events.poll(Duration.ofSeconds(30)))
                    .isInstanceOf(ConnectionException.class);
            assertThat(handle.id()).isEqualTo(PathId.ZERO);
        }
    }

    @Test
    void aPendingCallHoldsItsConnection() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            CompletableFuture<RecvStream> accepted = pair.client().acceptUniAsync();
            Connection server = pair.server();
            pair = null;
            for (int i = 0; i < 10; i++) {
                System.gc();
            }
            SendStream out = server.openUni();
            out.write(6);

            assertThat(accepted.get(20, TimeUnit.SECONDS).read()).isEqualTo(6);
            assertThat(out.isOpen()).isTrue(); // if nobody held it, it would be reset
        }
    }

    @Test
    void anUnfinishedStreamNobodyHoldsIsReset() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            dropSendStream(pair.client());
            RecvStream in = pair.server().acceptUni();
            assertThat(in.read()).isEqualTo(1);

            assertThat(collectUntil(in.awaitResetAsync())).isEqualTo(OptionalLong.of(0));
            assertThat(pair.client().closeReason()).isEmpty();
        }
    }

    private static void dropSendStream(Connection connection) throws IOException {
        SendStream out = connection.openUni();
        out.write(1);
        out.flush();
    }

    @Test
    void aStreamNobodyReadsIsStopped() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            SendStream out = pair.client().openUni();
            out.write(1);
            out.flush();
            dropRecvStream(pair.server());

            assertThat(collectUntil(out.awaitStoppedAsync())).isEqualTo(OptionalLong.of(0));
            assertThat(pair.server().closeReason()).isEmpty();
        }
    }

    private static void dropRecvStream(Connection connection) throws IOException {
        assertThat(connection.acceptUni().read()).isOne();
    }

    @Test
    void aFinishedStreamNobodyHoldsIsDelivered() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connectLoosely();
            CountDownLatch dropped = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> finishAndDrop(pair.client(), dropped));
            dropped.await();
            for (int i = 0; i < 10; i++) {
                System.gc();
            }

            assertThat(pair.server().acceptUni().readAllBytes()).hasSize(500_000);
        }
    }

    private static void finishAndDrop(Connection connection, CountDownLatch dropped) {
        try {
            SendStream out = connection.openUni();
            out.write(new byte[500_000]);
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            dropped.countDown();
        }
    }

    @Test
    void aClientNobodyAnswersIsRefused() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            var connecting =
                    loopback.client()
                            .connectAsync(loopback.server().localAddress(), TestIdentity.HOST);
            loopback.server().accept();

            Throwable failed = collectUntil(connecting.handle((_, failure) -> failure));
            assertThat(failed).hasMessageContaining("CONNECTION_REFUSED");
        }
    }

    private static <T> T collectUntil(CompletableFuture<T> future) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            System.gc();
            try {
                return future.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) { // not yet
            }
        }
        throw new AssertionError("it was never collected");
    }
}
