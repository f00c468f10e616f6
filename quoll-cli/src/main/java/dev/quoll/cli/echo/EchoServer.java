package dev.quoll.cli.echo;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.Incoming;
import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.error.ConnectionException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Sends back what comes on every bidirectional stream. *Thread-safe*.
final class EchoServer {
    private final EchoLog log;

    EchoServer(EchoLog log) {
        this.log = log;
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
            answerStreams(connection, client);
            log.closed(client, failure(connection.awaitClosed()));
        } catch (IOException e) { // the handshake failed
            log.closed(unknown, Failure.of(e));
        }
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
