package dev.quoll.cli.echo;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.EventStream;
import dev.quoll.Incoming;
import dev.quoll.Path;
import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.NatTraversalException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// Sends back what comes on every bidirectional stream. *Thread-safe*.
final class EchoServer {
    private final EchoLog log;
    private final List<InetSocketAddress> candidates;

    /// @param candidates where the server may be reached besides
    EchoServer(EchoLog log, List<InetSocketAddress> candidates) {
        this.log = log;
        this.candidates = candidates;
    }

    /// Accepts clients until the thread is interrupted.
    void serve(Endpoint endpoint) throws IOException {
        while (true) {
            Incoming incoming = endpoint.accept();
            Thread.startVirtualThread(() -> serve(incoming));
        }
    }

    private void serve(Incoming incoming) {
        Client unknown = new Client(HostAndPort.of(incoming.remoteAddress()), null);
        try (Connection connection = incoming.accept().await()) {
            HandshakeData agreed = connection.handshakeData().orElseThrow();
            Client client =
                    new Client(unknown.address(), agreed.peer().map(Client::key).orElse(null));
            log.connected(client, agreed.resumed(), connection.isMultipathEnabled());
            Thread.startVirtualThread(() -> tellPaths(connection, client));
            name(connection);
            answerStreams(connection, client);
            log.closed(client, failure(connection.awaitClosed()));
        } catch (IOException e) { // the handshake failed
            log.closed(unknown, Failure.of(e));
        }
    }

    /// Says where it may be reached, to clients that can make use of it.
    private void name(Connection connection) throws IOException {
        try {
            for (InetSocketAddress each : candidates) {
                connection.addNatTraversalAddress(each);
            }
        } catch (NatTraversalException e) {
            // The client does not speak it, or takes no more of them.
        }
    }

    private void tellPaths(Connection connection, Client client) {
        try {
            EventStream<PathEvent> events = connection.pathEvents();
            while (true) {
                if (events.next()
                        instanceof
                        EventStream.Happened<PathEvent>(PathEvent.Established(PathId id))) {
                    connection.path(id).ifPresent(it -> log.path(client, id.value(), from(it)));
                }
            }
        } catch (IOException e) {
            // The connection has ended.
        }
    }

    private static String from(Path path) {
        return HostAndPort.of(path.remoteAddress());
    }

    private void answerStreams(Connection connection, Client client) throws IOException {
        try {
            while (true) {
                BiStream stream = connection.acceptBi();
                Thread.startVirtualThread(() -> answer(stream, client));
            }
        } catch (ConnectionException e) {
            // The cause is told when all is over.
        }
    }

    private void answer(BiStream stream, Client client) {
        try (var _ = stream.recv()) {
            log.stream(client, Relay.all(stream.recv(), stream.send()));
        } catch (IOException e) {
            // The client gave up the stream or the connection, and the latter's end is told.
        }
    }

    private static @Nullable Failure failure(CloseCause cause) {
        return cause instanceof CloseCause.ApplicationClosed closed && closed.code() == 0
                ? null
                : Failure.of(cause);
    }

    /// Who is there. *Immutable*.
    ///
    /// @param key null before it is proved
    record Client(String address, @Nullable String key) {
        private static String key(PeerIdentity identity) {
            return KeyName.of(identity.publicKey());
        }
    }
}
