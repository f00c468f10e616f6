package dev.quoll.bench.end;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.bench.ForgetfulStore;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client that keeps connections open from job to job. *Confined*.
final class Client implements AutoCloseable {
    private static final String NAME = "localhost";

    private final Endpoint endpoint;
    private final InetSocketAddress server;
    private final Handshakes fullHandshakes;
    private final Handshakes resumedHandshakes;
    private final List<Connection> open = new ArrayList<>();

    private Client(
            Endpoint endpoint,
            InetSocketAddress server,
            Handshakes fullHandshakes,
            Handshakes resumedHandshakes) {
        this.endpoint = endpoint;
        this.server = server;
        this.fullHandshakes = fullHandshakes;
        this.resumedHandshakes = resumedHandshakes;
    }

    static Client of(InetSocketAddress server, Path authority, CommonOptions options)
            throws IOException {
        Tickets unused = new Tickets(new ForgetfulStore());
        Tickets used = new Tickets(new MemorySessionStore());
        ClientConfig full = config(authority, options, unused);
        ClientConfig resuming = config(authority, options, used);
        InetSocketAddress any = new InetSocketAddress(server.getAddress(), 0);
        EndpointConfig config =
                EndpointConfig.builder()
                        .bindAddress(any)
                        .spin(options.spin())
                        .defaultClient(full)
                        .build();
        Endpoint endpoint = Endpoint.bind(config);
        return new Client(
                endpoint,
                server,
                new Handshakes(endpoint, server, NAME, full, unused),
                new Handshakes(endpoint, server, NAME, resuming, used));
    }

    private static ClientConfig config(Path authority, CommonOptions options, SessionStore sessions)
            throws IOException {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(CommonOptions.ALPN)
                        .trustPem(authority)
                        .cipherSuites(CipherSuite.TLS_AES_128_GCM_SHA256)
                        .groups(options.group())
                        .sessions(sessions)
                        .withoutEarlyData()
                        .build();
        return ClientConfig.builder(tls).transport(options.transport()).build();
    }

    /// Does a job: its name, and its numbers after blanks.
    Answer run(String job) throws IOException, InterruptedException {
        String[] words = job.split(" ", -1);
        long number = Long.parseLong(words[1]);
        Duration limit = Duration.ofSeconds(number);
        return switch (words[0]) {
            case "down" -> Bulk.down(connection(), number);
            case "up" -> Bulk.up(connection(), number);
            case "pingpong" -> PingPong.run(connection(), limit);
            case "streams" -> SmallStreams.atOnce(connection(), limit, Integer.parseInt(words[2]));
            case "requests" -> SmallStreams.steadily(open, limit, Long.parseLong(words[2]));
            case "handshakes" -> fullHandshakes.full(limit);
            case "resumed" -> resumedHandshakes.resumed(limit);
            case "connections" -> connections(number);
            default -> throw new IllegalArgumentException("no work: " + job);
        };
    }

    private Connection connection() throws IOException {
        if (open.isEmpty()) {
            open.add(endpoint.connectWith(fullHandshakes.config(), server, NAME));
        }
        return open.getFirst();
    }

    private Answer connections(long wanted) throws IOException {
        long start = System.nanoTime();
        while (open.size() < wanted) {
            open.add(endpoint.connectWith(resumedHandshakes.config(), server, NAME));
        }
        return Answer.since(start, open.size());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
