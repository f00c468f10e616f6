package dev.quoll.cli.option;

import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.EarlyConnection;
import dev.quoll.cli.report.Agreed;
import dev.quoll.error.ZeroRttRejectedException;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A client's connection, with or without early data. *Thread-safe*.
public final class Link implements AutoCloseable {
    /// How long the server may take to hand out sessions, when all else is done.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Connection connection;
    private final boolean early;
    private final long lastCode;

    private Link(Connection connection, boolean early, long lastCode) {
        this.connection = connection;
        this.early = early;
        this.lastCode = lastCode;
    }

    /// Uses the connection at once where a session allows it, else when the handshake is done.
    public static Link of(Connecting connecting) throws IOException {
        return of(connecting, 0);
    }

    /// As [#of(Connecting)]; at the end the connection is closed with `lastCode`, where the
    /// application protocol has a code for that nothing went wrong.
    public static Link of(Connecting connecting, long lastCode) throws IOException {
        Optional<EarlyConnection> early = connecting.into0Rtt();
        return early.isPresent()
                ? new Link(early.get().connection(), true, lastCode)
                : new Link(connecting.await(), false, lastCode);
    }

    /// What streams are opened on.
    public Connection connection() {
        return connection;
    }

    /// Does something that may be done twice, and again if the server did not take it early.
    public <T> T run(Exchange<T> exchange) throws IOException {
        try {
            return exchange.on(connection);
        } catch (ZeroRttRejectedException e) {
            return exchange.on(connection);
        }
    }

    /// Something that opens its own streams.
    @FunctionalInterface
    public interface Exchange<T> {
        T on(Connection connection) throws IOException;
    }

    /// Waits for the end of the handshake and says what it came to.
    public Agreed agreed() throws IOException {
        connection.awaitAuthenticated();
        boolean accepted = connection.handshakeData().orElseThrow().earlyDataAccepted();
        Agreed.Early refused = early ? Agreed.Early.REJECTED : Agreed.Early.NONE;
        return Agreed.of(connection, accepted ? Agreed.Early.ACCEPTED : refused);
    }

    @Override
    public void close() {
        try {
            connection.awaitHandshakeConfirmed(LAST_WORDS);
        } catch (IOException e) {
            // the connection has ended, or there are no sessions to keep
        }
        connection.close(lastCode, new byte[0]);
    }
}
