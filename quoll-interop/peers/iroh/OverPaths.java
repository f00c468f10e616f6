import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.error.PathException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A client over two paths, step by step: `OverPaths KEY PORT SECOND_LOCAL_IP`. Prints a line for
/// each step; after each it waits for a line on standard input, so that the server can be looked
/// at.
public final class OverPaths {
    private static final int CONTENT = 1_000_000;

    private OverPaths() {}

    public static void main(String[] arguments) throws Exception {
        TransportConfig transport =
                TransportConfig.builder().maxConcurrentMultipathPaths(8).build();
        ClientConfig client = Steps.clientOf(arguments[0], transport);
        InetSocketAddress server =
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        try (Endpoint endpoint = Endpoint.bind(EndpointConfig.client(client));
                Connection connection = endpoint.connect(server, "localhost")) {
            connection.awaitHandshakeConfirmed();
            Steps.step("negotiated " + connection.isMultipathEnabled());
            overTwo(
                    connection,
                    new FourTuple(server, Optional.of(InetAddress.getByName(arguments[2]))));
        }
    }

    private static void overTwo(Connection connection, FourTuple route) throws Exception {
        EventStream<PathEvent> events = connection.pathEvents();
        Path first = connection.path(PathId.ZERO).orElseThrow();
        Path second = open(connection, route);
        Steps.step("opened " + second.id().value());

        first.setStatus(PathStatus.BACKUP);
        Steps.step("over the second " + movedBy(connection, second));

        awaitRemoteStatus(first, PathStatus.BACKUP); // iroh's wish for whatever it did not select
        awaitRemoteStatus(second, PathStatus.AVAILABLE);
        Steps.step("statuses told");

        first.close();
        Steps.step("without the first " + movedBy(connection, second));
        await(events, PathEvent.Discarded.class);
        Steps.step("discarded");
    }

    /// The server gives the connection IDs for another path when it likes.
    private static Path open(Connection connection, FourTuple route) throws Exception {
        long until = System.nanoTime() + Steps.PATIENCE.toNanos();
        for (; ; ) {
            try {
                return connection.openPath(route, PathStatus.AVAILABLE).await(Steps.PATIENCE);
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
        if (!Steps.await(() -> path.remoteStatus().equals(Optional.of(wanted)))) {
            throw new IOException(path + " is " + path.remoteStatus() + ", not " + wanted);
        }
    }

    private static void await(EventStream<PathEvent> events, Class<? extends PathEvent> kind)
            throws IOException {
        long until = System.nanoTime() + Steps.PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            if (events.poll(Steps.PATIENCE).orElse(null)
                            instanceof EventStream.Happened<PathEvent>(PathEvent event)
                    && kind.isInstance(event)) {
                return;
            }
        }
        throw new IOException("no " + kind.getSimpleName());
    }
}
