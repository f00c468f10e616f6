package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.Readiness;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A thread that converses receives by itself, and nobody else suffers for it.
@Timeout(60)
class LeadingTest {
    private static final int ROUNDS = 300;

    private final Set<Thread> awaiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService platform = Executors.newCachedThreadPool();
    private Loopback loopback;

    @BeforeEach
    void open() throws IOException {
        UdpSocket socket =
                new Watched(
                        NioUdpSocket.open(
                                UdpSocketConfig.bindTo(new InetSocketAddress(Loopback.V4, 0))));
        TransportConfig transport = TransportConfig.defaults();
        loopback =
                new Loopback(
                        Loopback.server(Loopback.V4, transport),
                        Endpoint.bind(
                                EndpointConfig.builder()
                                        .defaultClient(Loopback.clientConfig(transport))
                                        .build(),
                                socket));
    }

    @AfterEach
    void close() {
        loopback.close();
        platform.shutdownNow();
    }

    @Test
    void aPlatformThreadReceivesByItself() throws Exception {
        BiStream stream = conversation();
        do { // whoever has to wait long does not, as on a machine that is very busy
            converse(stream, ROUNDS);
        } while (!awaiting.contains(Thread.currentThread()));
    }

    @Test
    void aVirtualThreadDoesWhereThereAreCarriersForOthers() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        BiStream stream = conversation();
        do {
            Thread.ofVirtual().start(() -> converseUnchecked(stream)).join();
        } while (awaiting.stream().noneMatch(Thread::isVirtual));
    }

    @Test
    void manyVirtualThreadsThatConverseAllComeToAnEnd() throws Exception {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            Tasks tasks = new Tasks(virtual);
            for (int i = 0; i < 12; i++) {
                BiStream stream = conversation();
                tasks.add(() -> converse(stream, ROUNDS));
            }

            assertThat(tasks.await()).isEqualTo(12);
        }
    }

    @Test
    void othersAreServedWhileALeaderIsAway() throws Exception {
        BiStream own = conversation();
        BiStream others = conversation();
        CountDownLatch othersAreDone = new CountDownLatch(1);
        converse(own, ROUNDS);
        Thread.ofVirtual()
                .start(
                        () -> {
                            converseUnchecked(others);
                            othersAreDone.countDown();
                        });
        othersAreDone.await(); // this thread receives nothing meanwhile

        converse(own, ROUNDS);
    }

    @Test
    void manyWhoConverseAtTheSameTimeAllComeToAnEnd() throws Exception {
        Tasks tasks = new Tasks(platform);
        for (int i = 0; i < 6; i++) {
            BiStream stream = conversation();
            tasks.add(() -> converse(stream, ROUNDS));
        }

        assertThat(tasks.await()).isEqualTo(6);
    }

    @Test
    void aLeaderCanBeInterrupted() throws Exception {
        BiStream stream = conversation();
        converse(stream, ROUNDS);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> stream.recv().read()).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        converse(stream, ROUNDS);
    }

    @Test
    void aLeaderWaitsNoLongerThanItWasTold() throws Exception {
        BiStream stream = conversation();
        converse(stream, ROUNDS);
        stream.recv().setReadTimeout(Duration.ofMillis(5));

        assertThatThrownBy(() -> stream.recv().read()).isInstanceOf(SocketTimeoutException.class);
        stream.recv().setReadTimeout(Duration.ZERO);
        converse(stream, ROUNDS);
    }

    @Test
    void whatAnotherThreadDoesEndsTheWaitOfALeader() throws Exception {
        BiStream stream = conversation();
        converse(stream, ROUNDS);
        Thread other = Thread.ofPlatform().start(() -> stream.recv().stop(0));

        assertThatThrownBy(() -> stream.recv().read()).isInstanceOf(ClosedStreamException.class);
        other.join();
    }

    @Test
    void anEndpointIsClosedUnderALeader() throws Exception {
        BiStream stream = conversation();
        converse(stream, ROUNDS);
        Thread other = Thread.ofPlatform().start(loopback.client()::close);

        assertThatThrownBy(() -> stream.recv().read()).isInstanceOf(IOException.class);
        other.join();
    }

    /// A stream of a connection of its own whose server sends back what it gets.
    private BiStream conversation() throws IOException {
        Loopback.Pair pair = loopback.connect();
        BiStream stream = pair.client().openBi();
        stream.send().write(0);
        stream.send().flush();
        BiStream there = pair.server().acceptBi();
        var _ = platform.submit(() -> answer(there));
        stream.recv().read();
        return stream;
    }

    private static Void answer(BiStream stream) throws IOException {
        for (int each = stream.recv().read(); each >= 0; each = stream.recv().read()) {
            stream.send().write(each);
            stream.send().flush();
        }
        return null;
    }

    private static void converse(BiStream stream, int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            stream.send().write(i);
            stream.send().flush();
            assertThat(stream.recv().read()).isEqualTo(i & 0xff);
        }
    }

    private static void converseUnchecked(BiStream stream) {
        try {
            converse(stream, ROUNDS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A socket that notes who waits for datagrams.
    private final class Watched extends ForwardingSocket {
        private final UdpSocket socket;

        Watched(UdpSocket socket) {
            this.socket = socket;
        }

        @Override
        protected UdpSocket delegate() {
            return socket;
        }

        @Override
        public Readiness await(long timeoutNanos) throws IOException {
            awaiting.add(Thread.currentThread());
            return super.await(timeoutNanos);
        }
    }
}
