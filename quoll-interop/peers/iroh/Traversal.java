import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.tls.TlsClientConfig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A client that begins a round of NAT traversal, step by step: `Traversal KEY PORT`. Prints a line
/// for each step; after each it waits for a line on standard input, so that the server can be
/// looked at.
public final class Traversal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Traversal() {}

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
                        .transport(
                                TransportConfig.builder()
                                        .maxConcurrentMultipathPaths(8)
                                        .maxRemoteNatTraversalAddresses(12)
                                        .build())
                        .build();
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
        step("named " + named(connection, server));
        step("probed " + connection.initiateNatTraversalRound());
        Path opened = awaitPath(connection, events);
        step("opened " + opened.id().value() + " " + opened.remoteAddress());
        opened.setStatus(PathStatus.AVAILABLE);
        long before = opened.stats().received().datagrams();
        opened.ping();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (opened.stats().received().datagrams() == before) {
            if (System.nanoTime() > until) {
                throw new IOException("nothing comes over " + opened);
            }
            Thread.sleep(20);
        }
        step("answered");
    }

    /// The server's addresses, once there is one besides that we know.
    private static List<InetSocketAddress> named(Connection connection, InetSocketAddress known)
            throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            List<InetSocketAddress> all = connection.remoteNatTraversalAddresses();
            if (all.stream().anyMatch(each -> !each.equals(known))) {
                return all;
            }
            Thread.sleep(20);
        }
        return connection.remoteNatTraversalAddresses();
    }

    private static Path awaitPath(Connection connection, EventStream<PathEvent> events)
            throws IOException {
        while (true) {
            if (events.poll(PATIENCE).orElseThrow()
                    instanceof EventStream.Happened<PathEvent>(PathEvent.Established(var id))) {
                return connection.path(id).orElseThrow();
            }
        }
    }

    private static void step(String what) throws IOException {
        System.out.write((what + "\n").getBytes(UTF_8));
        System.out.flush();
        while (System.in.read() > '\n') {
            // the rest of the line
        }
    }
}
