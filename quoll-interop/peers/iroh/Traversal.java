import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A client that begins a round of NAT traversal, step by step: `Traversal KEY PORT`. Prints a line
/// for each step; after each it waits for a line on standard input, so that the server can be
/// looked at.
public final class Traversal {

    private Traversal() {}

    public static void main(String[] arguments) throws Exception {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxConcurrentMultipathPaths(8)
                        .maxRemoteNatTraversalAddresses(12)
                        .build();
        ClientConfig client = Steps.clientOf(arguments[0], transport);
        InetSocketAddress server =
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        try (Endpoint endpoint = Endpoint.bind(EndpointConfig.client(client));
                Connection connection = endpoint.connect(server, "localhost")) {
            connection.awaitHandshakeConfirmed();
            int port = endpoint.localAddress().getPort();
            connection.addNatTraversalAddress(new InetSocketAddress("127.0.0.1", port));
            traverse(connection, server);
        }
    }

    private static void traverse(Connection connection, InetSocketAddress server) throws Exception {
        EventStream<PathEvent> events = connection.pathEvents();
        Steps.step("named " + named(connection, server));
        Steps.step("probed " + connection.initiateNatTraversalRound());
        Path opened = awaitPath(connection, events);
        Steps.step("opened " + opened.id().value() + " " + opened.remoteAddress());
        opened.setStatus(PathStatus.AVAILABLE);
        long before = opened.stats().received().datagrams();
        opened.ping();
        if (!Steps.await(() -> opened.stats().received().datagrams() > before)) {
            throw new IOException("nothing comes over " + opened);
        }
        Steps.step("answered");
    }

    /// The server's addresses, once there is one besides that we know.
    private static List<InetSocketAddress> named(Connection connection, InetSocketAddress known)
            throws Exception {
        Steps.await(
                () ->
                        connection.remoteNatTraversalAddresses().stream()
                                .anyMatch(each -> !each.equals(known)));
        return connection.remoteNatTraversalAddresses();
    }

    private static Path awaitPath(Connection connection, EventStream<PathEvent> events)
            throws IOException {
        while (true) {
            if (events.poll(Steps.PATIENCE).orElseThrow()
                    instanceof EventStream.Happened<PathEvent>(PathEvent.Established(var id))) {
                return connection.path(id).orElseThrow();
            }
        }
    }
}
