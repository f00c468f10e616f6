package dev.quoll;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.EndpointClosedException;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A UDP socket that speaks QUIC: it connects to servers, accepts connections of clients, or both.
/// *Thread-safe*.
///
/// ```java
/// try (Endpoint client = Endpoint.bind(EndpointConfig.client(ClientConfig.of(tls)))) {
///     Connection connection = client.connect(address, "example.org");
///     try (BiStream stream = connection.openBi()) {
///         stream.send().write("hello".getBytes(UTF_8));
///         stream.send().finish();
///         System.out.write(stream.recv().readAllBytes());
///     }
/// }
/// ```
@SuppressWarnings("DoNotCallSuggester")
public final class Endpoint implements AutoCloseable {
    private Endpoint() {}

    /// Binds a socket and begins to use it.
    ///
    /// @throws IOException if the address is taken or not this machine's
    public static Endpoint bind(EndpointConfig config) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Uses a socket of the application's own, which from now on is the endpoint's; the addresses
    /// in `config` count for nothing.
    public static Endpoint bind(EndpointConfig config, UdpSocket socket) {
        throw new UnsupportedOperationException();
    }

    /// Connects to a server with the default configuration and waits until the handshake is done.
    ///
    /// @param serverName the host name or address literal the server's certificate is for
    /// @throws ConnectionException if the server does not answer in time, proves not to be the one
    ///   meant, or refuses
    /// @throws InterruptedIOException if the thread is interrupted; the attempt is given up
    /// @throws IllegalStateException if there is no default client configuration
    public Connection connect(InetSocketAddress remote, String serverName) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#connect(InetSocketAddress, String)], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the attempt is given up
    public Connection connect(InetSocketAddress remote, String serverName, Duration timeout)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#connect(InetSocketAddress, String)], without waiting.
    public CompletableFuture<Connection> connectAsync(InetSocketAddress remote, String serverName) {
        throw new UnsupportedOperationException();
    }

    /// As [#connect(InetSocketAddress, String)], with a configuration of its own.
    public Connection connectWith(ClientConfig config, InetSocketAddress remote, String serverName)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#connectWith(ClientConfig, InetSocketAddress, String)], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the attempt is given up
    public Connection connectWith(
            ClientConfig config, InetSocketAddress remote, String serverName, Duration timeout)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#connectWith(ClientConfig, InetSocketAddress, String)], without waiting.
    public CompletableFuture<Connection> connectWithAsync(
            ClientConfig config, InetSocketAddress remote, String serverName) {
        throw new UnsupportedOperationException();
    }

    /// Begins to connect with the default configuration, and returns at once.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    public Connecting startConnect(InetSocketAddress remote, String serverName)
            throws EndpointClosedException {
        throw new UnsupportedOperationException();
    }

    /// Begins to connect, and returns at once.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    public Connecting startConnect(ClientConfig config, InetSocketAddress remote, String serverName)
            throws EndpointClosedException {
        throw new UnsupportedOperationException();
    }

    /// Waits for the next client that wants to connect.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws InterruptedIOException if the thread is interrupted
    public Incoming accept() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#accept()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if none comes
    public Incoming accept(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#accept()], without waiting.
    public CompletableFuture<Incoming> acceptAsync() {
        throw new UnsupportedOperationException();
    }

    /// Accepts every client and gives each connection to `handler` on a virtual thread of its own,
    /// until the endpoint is closed.
    ///
    /// @throws InterruptedIOException if the thread is interrupted; connections go on
    public void serve(ConnectionHandler handler) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Changes how clients are served from now on; empty to accept none.
    public void setServerConfig(Optional<ServerConfig> config) {
        throw new UnsupportedOperationException();
    }

    /// Changes how to connect where a call does not say.
    public void setDefaultClientConfig(ClientConfig config) {
        throw new UnsupportedOperationException();
    }

    /// The address the socket is bound to, with its real port.
    public InetSocketAddress localAddress() {
        throw new UnsupportedOperationException();
    }

    /// How many connections there are, those included that are still closing.
    public int openConnections() {
        throw new UnsupportedOperationException();
    }

    /// What was counted so far.
    public EndpointStats stats() {
        throw new UnsupportedOperationException();
    }

    /// Waits until no connection is left, those included that are still closing.
    ///
    /// @throws InterruptedIOException if the thread is interrupted
    public void awaitIdle() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitIdle()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if connections are left then
    public void awaitIdle(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitIdle()], without waiting.
    public CompletableFuture<Void> awaitIdleAsync() {
        throw new UnsupportedOperationException();
    }

    /// Closes all connections at once with code 0, as [#close(long, byte[])] does.
    @Override
    public void close() {
        close(0, new byte[0]);
    }

    /// Closes all connections at once, giving up what is not delivered, and then the socket, after
    /// the peers have had three probe timeouts to learn of it. Waits for that; an interrupt ends
    /// the waiting and not the closing. Closing again does nothing.
    ///
    /// @param code the application's, 0 to 2^62-1
    /// @param reason for the peers' applications; cut to what fits into a packet
    public void close(long code, byte[] reason) {
        throw new UnsupportedOperationException();
    }
}
