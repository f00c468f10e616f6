package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.stats.DropReason;
import dev.quoll.udp.SendBatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Bytes that anyone can send to a server do it no harm.
@Timeout(120)
class HostileBytesTest {
    private static final int DATAGRAMS = Integer.getInteger("quoll.hostileDatagrams", 10_000);
    private static final int REAL_DATAGRAMS = 200;
    private static final int BURST = 20;

    private static final long HEAP_NOISE = 16 << 20;
    private static final Logger LOG = Logger.getLogger("dev.quoll");

    private final Random random = new Random(2);

    @Test
    void randomAndBitFlippedDatagramsDoNotHarmATransfer() throws Exception {
        Errors errors = new Errors();
        LOG.addHandler(errors);
        SwitchedSocket socket = Loopback.switchedSocket();
        socket.keepCopies(REAL_DATAGRAMS);
        TransportConfig transport =
                TransportConfig.builder()
                        .maxStreamReceiveWindow(0) // or what is in flight would hide what is kept
                        .build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Endpoint server = Loopback.server(Loopback.V4, transport);
                Endpoint client = Loopback.client(socket, transport);
                DatagramSocket stranger = new DatagramSocket(0, Loopback.V4)) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            Connection accepted = server.accept().accept().await();
            server.setServerConfig(Optional.of(impatient())); // with those who begin from now on
            var _ = threads.submit(() -> acceptAll(server));
            SendStream out = connecting.await().openUni();
            AtomicBoolean enough = new AtomicBoolean();
            Future<Long> sent = threads.submit(() -> send(out, enough));
            RecvStream in = accepted.acceptUni();
            assertThat(in.readNBytes(5_000_000)).hasSize(5_000_000);
            Future<Long> received = threads.submit(() -> 5_000_000 + receive(in));
            long before = usedHeap();

            Runnable pause = () -> awaitQuiet(server, accepted);
            sendRandom(stranger, server.localAddress(), pause);
            sendFlipped(stranger, socket, server.localAddress(), pause);
            while (server.openConnections() > 1) { // until all that began by it has timed out
                LockSupport.parkNanos(10_000_000);
            }

            long after = usedHeap();
            enough.set(true);
            assertThat(received.get()).isEqualTo(sent.get());
            assertThat(accepted.closeReason()).isEmpty();
            assertThat(errors.records).isEmpty();
            assertThat(after).isLessThan(before + HEAP_NOISE);
            LOG.info(
                    "heap before %,d B, after %,d B; %,d of %,d datagrams dropped; %,d B sent"
                            .formatted(
                                    before,
                                    after,
                                    dropped(server, accepted),
                                    2 * DATAGRAMS,
                                    sent.get()));
        } finally {
            LOG.removeHandler(errors);
        }
    }

    private static ServerConfig impatient() {
        return ServerConfig.builder(TestIdentity.server().serverTls().build())
                .transport(
                        TransportConfig.builder().handshakeTimeout(Duration.ofSeconds(5)).build())
                .build();
    }

    private void sendRandom(DatagramSocket from, InetSocketAddress to, Runnable pause)
            throws IOException {
        for (int i = 0; i < DATAGRAMS; i++) {
            if (i % BURST == 0) {
                pause.run();
            }
            byte[] bytes = new byte[random.nextInt(1472)];
            random.nextBytes(bytes);
            from.send(new DatagramPacket(bytes, bytes.length, to));
        }
    }

    /// Sends them by turns from where the client is, and from elsewhere.
    private void sendFlipped(
            DatagramSocket stranger, SwitchedSocket own, InetSocketAddress to, Runnable pause)
            throws IOException {
        List<byte[]> real = List.copyOf(own.copies());
        for (int i = 0; i < DATAGRAMS; i++) {
            if (i % BURST == 0) {
                pause.run();
            }
            byte[] bytes = real.get(random.nextInt(real.size())).clone();
            // half of the flips where the header is, and the connection IDs
            int at = random.nextInt(random.nextBoolean() ? 40 : bytes.length) % bytes.length;
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            if (i % 2 == 0) {
                stranger.send(new DatagramPacket(bytes, bytes.length, to));
            } else {
                own.send(
                        new SendBatch()
                                .to(to, Optional.empty(), 0)
                                .payload(bytes, 0, bytes.length, bytes.length));
            }
        }
    }

    /// Waits until nothing more is dropped, so that the socket's buffer does not swallow the test.
    private static void awaitQuiet(Endpoint server, Connection accepted) {
        for (long before = -1, now = dropped(server, accepted); now > before; ) {
            LockSupport.parkNanos(100_000);
            before = now;
            now = dropped(server, accepted);
        }
    }

    private static long dropped(Endpoint server, Connection accepted) {
        return sum(server.stats().dropped()) + sum(accepted.stats().dropped());
    }

    private static long sum(Map<DropReason, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long send(SendStream out, AtomicBoolean enough) throws IOException {
        byte[] chunk = new byte[50_000];
        long count = 0;
        while (!enough.get()) {
            out.write(chunk);
            count += chunk.length;
        }
        out.finish();
        return count;
    }

    private static long receive(RecvStream in) throws IOException {
        byte[] chunk = new byte[50_000];
        long total = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            total += count;
        }
        return total;
    }

    /// Flipped Initials look like new clients.
    private static Void acceptAll(Endpoint server) throws IOException {
        while (true) {
            server.accept().accept();
        }
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /// Keeps what the library logs as an error.
    private static final class Errors extends Handler {
        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                records.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
