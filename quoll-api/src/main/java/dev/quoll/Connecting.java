package dev.quoll;

import dev.quoll.core.spi.HandshakeData;
import dev.quoll.error.ConnectionException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A connection whose handshake is not done. Given up when it becomes unreachable. *Thread-safe*.
@SuppressWarnings("DoNotCallSuggester")
public final class Connecting {
    private Connecting() {}

    /// Waits until the handshake is done.
    ///
    /// @throws ConnectionException if it fails
    /// @throws InterruptedIOException if the thread is interrupted; the handshake goes on
    public Connection await() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#await()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the handshake goes on
    public Connection await(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#await()], without waiting.
    public CompletableFuture<Connection> awaitAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits until it is known what was agreed on.
    ///
    /// @throws ConnectionException if the handshake fails before
    public HandshakeData handshakeData() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Where the peer is reached.
    public InetSocketAddress remoteAddress() {
        throw new UnsupportedOperationException();
    }

    /// Gives up.
    public void cancel() {
        throw new UnsupportedOperationException();
    }
}
