package dev.quoll;

import dev.quoll.core.spi.HandshakeData;
import dev.quoll.driver.Timeout;
import dev.quoll.error.ConnectionException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A connection whose handshake is not done. Given up when it becomes unreachable. *Thread-safe*.
public final class Connecting {
    private final Connection connection;

    Connecting(Connection connection) {
        this.connection = connection;
    }

    /// Waits until the handshake is done.
    ///
    /// @throws ConnectionException if it fails
    /// @throws InterruptedIOException if the thread is interrupted; the handshake goes on
    public Connection await() throws IOException {
        return connection.awaitEstablished(Timeout.NEVER);
    }

    /// As [#await()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the handshake goes on
    public Connection await(Duration timeout) throws IOException {
        return connection.awaitEstablished(Timeout.of(timeout));
    }

    Connection await(long timeoutNanos) throws IOException {
        return connection.awaitEstablished(timeoutNanos);
    }

    /// As [#await()], without waiting.
    public CompletableFuture<Connection> awaitAsync() {
        return connection.awaitEstablishedAsync();
    }

    /// The connection before its handshake is done, so that it can be used at once. On a client it
    /// is there if a session is resumed that allows early data and the handshake is not done; on a
    /// server always, for data that goes out a round trip earlier and for reading what the client
    /// sent early. [EarlyConnection] tells what that is worth.
    public Optional<EarlyConnection> into0Rtt() {
        return connection.canBeUsedEarly()
                ? Optional.of(new EarlyConnection(connection, connection.earlyDataAccepted()))
                : Optional.empty();
    }

    /// Waits until it is known what was agreed on.
    ///
    /// @throws ConnectionException if the handshake fails before
    public HandshakeData handshakeData() throws IOException {
        return await().handshakeData().orElseThrow();
    }

    /// Where the peer is reached.
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    /// Gives up.
    public void cancel() {
        connection.close();
    }
}
