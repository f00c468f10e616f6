import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.error.PathException;
import dev.quoll.tls.TlsClientConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A client over two paths, step by step: `OverPaths KEY PORT SECOND_LOCAL_IP`. Prints a line for
/// each step; after each it waits for a line on standard input, so that the server can be looked
/// at.
public final class OverPaths {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONTENT = 1_000_000;

    private OverPaths() {}

    public static void main(String[] arguments) throws Exception {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn("echo/1")
                        .rawKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair())
                        .verifyKeys(
                                new OnlyKeys(
                                        Set.of(new PublicKeyConverter().convert(arguments[0]))))
                        .build();
        ClientConfig client =
                ClientConfig.builder(tls)
                        .transport(TransportConfig.builder().maxConcurrentMultipathPaths(8).build())
                        .build();
        InetSocketAddress server =
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        try (Endpoint endpoint = Endpoint.bind(EndpointConfig.client(client));
                Connection connection = endpoint.connect(server, "localhost")) {
            connection.awaitHandshakeConfirmed();
            step("negotiated " + connection.isMultipathEnabled());
            overTwo(
                    connection,
                    new FourTuple(server, Optional.of(InetAddress.getByName(arguments[2]))));
        }
    }

    private static void overTwo(Connection connection, FourTuple route) throws Exception {
        EventStream<PathEvent> events = connection.pathEvents();
        Path first = connection.path(PathId.ZERO).orElseThrow();
        Path second = open(connection, route);
        step("opened " + second.id().value());

        first.setStatus(PathStatus.BACKUP);
        step("over the second " + movedBy(connection, second));

        awaitRemoteStatus(first, PathStatus.BACKUP); // iroh's wish for whatever it did not select
        awaitRemoteStatus(second, PathStatus.AVAILABLE);
        step("statuses told");

        first.close();
        step("without the first " + movedBy(connection, second));
        await(events, PathEvent.Discarded.class);
        step("discarded");
    }

    /// The server gives the connection IDs for another path when it likes.
    private static Path open(Connection connection, FourTuple route) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            try {
                return connection.openPath(route, PathStatus.AVAILABLE).await(PATIENCE);
            } catch (PathException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    /// Sends content there and back; how many bytes were sent on `path` meanwhile.
    private static long movedBy(Connection connection, Path path) throws Exception {
        long before = path.stats().sent().bytes();
        byte[] content = new byte[CONTENT];
        for (int i = 0; i < CONTENT; i++) {
            content[i] = (byte) (i % 251);
        }
        try (BiStream stream = connection.openBi()) {
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> send(stream, content));
            if (!Arrays.equals(content, stream.recv().readAllBytes())) {
                throw new IOException("what came back is not what was sent");
            }
            sending.get();
        }
        return path.stats().sent().bytes() - before;
    }

    private static void send(BiStream stream, byte[] content) {
        try {
            stream.send().write(content);
            stream.send().finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitRemoteStatus(Path path, PathStatus wanted) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!path.remoteStatus().equals(Optional.of(wanted))) {
            if (System.nanoTime() > until) {
                throw new IOException(path + " is " + path.remoteStatus() + ", not " + wanted);
            }
            Thread.sleep(20);
        }
    }

    private static void await(EventStream<PathEvent> events, Class<? extends PathEvent> kind)
            throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            if (events.poll(PATIENCE).orElse(null)
                            instanceof EventStream.Happened<PathEvent>(PathEvent event)
                    && kind.isInstance(event)) {
                return;
            }
        }
        throw new IOException("no " + kind.getSimpleName());
    }

    private static void step(String what) throws IOException {
        System.out.write((what + "\n").getBytes(UTF_8));
        System.out.flush();
        while (System.in.read() > '\n') {
            // the rest of the line
        }
    }
}
