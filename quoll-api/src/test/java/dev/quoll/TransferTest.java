package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(240)
class TransferTest {
    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void aGigabyteOnOneStreamArrivesWhole() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            Future<byte[]> sent = threads.submit(() -> send(out, GIGABYTE));
            Future<byte[]> received = threads.submit(() -> digest(pair.server().acceptUni()));

            assertThat(received.get()).isEqualTo(sent.get());
        }
    }

    @Test
    void aThousandStreamsAtOnceEchoTenKilobytesEach() throws Exception {
        TransportConfig wide = TransportConfig.builder().maxConcurrentBidiStreams(1000).build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Loopback loopback = Loopback.open(wide)) {
            Loopback.Pair pair = loopback.connect();
            var _ = threads.submit(() -> echoForEver(pair.server(), threads));
            Tasks tasks = new Tasks(threads);
            for (int i = 0; i < 1000; i++) {
                byte[] data = new byte[10_000];
                new Random(i).nextBytes(data);
                BiStream stream = pair.client().openBi();
                tasks.add(() -> assertThat(echoed(stream, data)).isEqualTo(data));
            }

            assertThat(tasks.await()).isEqualTo(1000);
            assertThat(pair.client().closeReason()).isEmpty();
        }
    }

    @Test
    void aHundredConnectionsAtOnceEcho() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Loopback loopback = Loopback.open()) {
            var _ =
                    threads.submit(
                            () -> {
                                loopback.server()
                                        .serve(connection -> echoForEver(connection, threads));
                                return null;
                            });
            Tasks tasks = new Tasks(threads);
            for (int i = 0; i < 100; i++) {
                byte[] data = new byte[1000 + i];
                new Random(i).nextBytes(data);
                tasks.add(() -> assertThat(echoedByNewConnection(loopback, data)).isEqualTo(data));
            }

            assertThat(tasks.await()).isEqualTo(100);
            assertThat(loopback.server().stats().accepted()).isEqualTo(100);
        }
    }

    @Test
    void fiftyEndpointsSendAMegabyteEachToOne() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Endpoint server = Loopback.server(Loopback.V4, TransportConfig.defaults())) {
            var _ = threads.submit(() -> serveDigests(server));
            Tasks tasks = new Tasks(threads);
            for (int i = 0; i < 50; i++) {
                long length = 1_000_000L + i;
                tasks.add(() -> sendFromAnotherEndpoint(server, length));
            }

            assertThat(tasks.await()).isEqualTo(50);
            assertThat(server.stats().accepted()).isEqualTo(50);
        }
    }

    private static Void serveDigests(Endpoint server) throws IOException {
        server.serve(
                connection -> {
                    BiStream stream = connection.acceptBi();
                    stream.send().write(digest(stream.recv()));
                    stream.send().finish();
                    connection.awaitClosed();
                });
        return null;
    }

    private static void sendFromAnotherEndpoint(Endpoint server, long length) throws IOException {
        try (Endpoint endpoint = Loopback.client(Loopback.V4, TransportConfig.defaults());
                Connection connection =
                        endpoint.connect(server.localAddress(), TestIdentity.HOST)) {
            BiStream stream = connection.openBi();
            byte[] sent = send(stream.send(), length);
            assertThat(stream.recv().readAllBytes()).isEqualTo(sent);
        }
    }

    private static byte[] echoedByNewConnection(Loopback loopback, byte[] data) throws IOException {
        try (Connection connection =
                loopback.client().connect(loopback.server().localAddress(), TestIdentity.HOST)) {
            return echoed(connection.openBi(), data);
        }
    }

    private static byte[] echoed(BiStream stream, byte[] data) throws IOException {
        stream.send().write(data);
        stream.send().finish();
        return stream.recv().readAllBytes();
    }

    private static Void echoForEver(Connection connection, ExecutorService threads)
            throws IOException {
        while (true) {
            BiStream stream = connection.acceptBi();
            var _ = threads.submit(() -> echo(stream));
        }
    }

    private static Void echo(BiStream stream) throws IOException {
        stream.recv().transferTo(stream.send());
        stream.send().finish();
        return null;
    }

    private static byte[] send(SendStream out, long length) throws IOException {
        MessageDigest digest = sha256();
        Random random = new Random(length);
        byte[] chunk = new byte[64 << 10];
        random.nextBytes(chunk);
        for (long left = length; left > 0; left -= chunk.length) {
            chunk[(int) (left & 0xffff)]++;
            int count = (int) Math.min(left, chunk.length);
            digest.update(chunk, 0, count);
            out.write(chunk, 0, count);
        }
        out.finish();
        return digest.digest();
    }

    private static byte[] digest(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[64 << 10];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            digest.update(chunk, 0, count);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
