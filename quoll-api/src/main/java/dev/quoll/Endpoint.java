package dev.quoll;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.driver.EndpointCounts;
import dev.quoll.driver.EndpointDriver;
import dev.quoll.driver.IncomingDriver;
import dev.quoll.driver.Timeout;
import dev.quoll.driver.Topic;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.EndpointClosedException;
import dev.quoll.error.NoConnectionIdsException;
import dev.quoll.udp.DatagramCarrier;
import dev.quoll.udp.JoinedSocket;
import dev.quoll.udp.UdpSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

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
public final class Endpoint implements AutoCloseable {
    private final EndpointDriver driver;
    private final Leash leash;
    private volatile Optional<ClientConfig> defaultClient;

    private Endpoint(EndpointConfig config, List<? extends UdpSocket> sockets) {
        driver = new EndpointDriver(config, sockets);
        leash = Leash.on(this, driver::onUnreachable);
        defaultClient = config.defaultClient();
    }

    /// Binds a socket, or several if there are to be several
    /// [readers][EndpointConfig.Builder#readers(int)], and begins to use it.
    ///
    /// @throws IOException if the address is taken or not this machine's
    public static Endpoint bind(EndpointConfig config) throws IOException {
        return new Endpoint(config, Sockets.open(config, config.readers()));
    }

    /// Uses a socket of the application's own, which from now on is the endpoint's; the addresses
    /// in `config` count for nothing.
    public static Endpoint bind(EndpointConfig config, UdpSocket socket) {
        Sockets.reportOneFor(config);
        return new Endpoint(config, List.of(socket));
    }

    /// Binds a UDP socket, and reaches peers by carriers beside it: other transports of the
    /// application's own, which from now on are the endpoint's. A peer that a carrier reaches is
    /// named by its [dev.quoll.udp.CarrierAddress#toSocketAddress] wherever a socket address is
    /// wanted, and `CarrierAddress.of(path.remoteAddress())` tells which paths are carried.
    ///
    /// @throws dev.quoll.udp.UnfitCarrierException if a carrier takes too short datagrams, or two
    ///   are of one kind; all are closed then
    /// @throws IOException if a carrier does not start, or the address is taken or not this
    ///   machine's
    public static Endpoint bind(EndpointConfig config, List<? extends DatagramCarrier> carriers)
            throws IOException {
        return bind(config, JoinedSocket.of(Sockets.open(config, 1).getFirst(), carriers));
    }

    /// As [#bind(EndpointConfig, List)], without UDP: the addresses in `config` count for nothing.
    public static Endpoint bindWithoutUdp(
            EndpointConfig config, List<? extends DatagramCarrier> carriers) throws IOException {
        return bind(config, JoinedSocket.withoutUdp(carriers));
    }

    /// Connects to a server with the default configuration and waits until the handshake is done.
    ///
    /// @param serverName the host name or address literal the server's certificate is for
    /// @throws ConnectionException if the server does not answer in time, proves not to be the one
    ///   meant, or refuses
    /// @throws InterruptedIOException if the thread is interrupted; the attempt is given up
    /// @throws IllegalStateException if there is no default client configuration
    public Connection connect(InetSocketAddress remote, String serverName) throws IOException {
        return connectWith(client(), remote, serverName);
    }

    /// As [#connect(InetSocketAddress, String)], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the attempt is given up
    public Connection connect(InetSocketAddress remote, String serverName, Duration timeout)
            throws IOException {
        return connectWith(client(), remote, serverName, timeout);
    }

    /// As [#connect(InetSocketAddress, String)], without waiting.
    public CompletableFuture<Connection> connectAsync(InetSocketAddress remote, String serverName) {
        return connectWithAsync(client(), remote, serverName);
    }

    /// As [#connect(InetSocketAddress, String)], with a configuration of its own.
    public Connection connectWith(ClientConfig config, InetSocketAddress remote, String serverName)
            throws IOException {
        return await(startConnect(config, remote, serverName), Timeout.NEVER);
    }

    /// As [#connectWith(ClientConfig, InetSocketAddress, String)], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the attempt is given up
    public Connection connectWith(
            ClientConfig config, InetSocketAddress remote, String serverName, Duration timeout)
            throws IOException {
        return await(startConnect(config, remote, serverName), Timeout.of(timeout));
    }

    /// As [#connectWith(ClientConfig, InetSocketAddress, String)], without waiting.
    public CompletableFuture<Connection> connectWithAsync(
            ClientConfig config, InetSocketAddress remote, String serverName) {
        try {
            return startConnect(config, remote, serverName).awaitAsync();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Begins to connect with the default configuration, and returns at once.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws UnknownHostException if `remote` has a name that could not be resolved
    /// @throws IllegalArgumentException if `serverName` is neither a host name nor an address
    public Connecting startConnect(InetSocketAddress remote, String serverName) throws IOException {
        return startConnect(client(), remote, serverName);
    }

    /// Begins to connect, and returns at once.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws NoConnectionIdsException if it uses no connection IDs and is connected to `remote`
    public Connecting startConnect(ClientConfig config, InetSocketAddress remote, String serverName)
            throws IOException {
        if (remote.isUnresolved()) {
            throw new UnknownHostException(remote.getHostString());
        }
        try {
            return new Connecting(new Connection(driver.connect(config, remote, serverName)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private ClientConfig client() {
        return defaultClient.orElseThrow(
                () ->
                        new IllegalStateException(
                                "no default client configuration: set one, or use connectWith"));
    }

    private static Connection await(Connecting connecting, long timeoutNanos) throws IOException {
        try {
            return connecting.await(timeoutNanos);
        } catch (InterruptedIOException e) { // and SocketTimeoutException
            connecting.cancel();
            throw e;
        }
    }

    /// Waits for the next client that wants to connect.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws InterruptedIOException if the thread is interrupted
    public Incoming accept() throws IOException {
        return accept(Timeout.NEVER);
    }

    /// As [#accept()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if none comes
    public Incoming accept(Duration timeout) throws IOException {
        return accept(Timeout.of(timeout));
    }

    /// As [#accept()], without waiting.
    public CompletableFuture<Incoming> acceptAsync() {
        try {
            return driver.callAsync(Topic.INCOMING, this::tryAccept);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private Incoming accept(long timeoutNanos) throws IOException {
        try {
            return driver.call(Topic.INCOMING, this::tryAccept, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable Incoming tryAccept() throws EndpointClosedException {
        IncomingDriver client = driver.tryAccept();
        return client == null ? null : new Incoming(client);
    }

    /// Accepts every client and gives each connection to `handler` on a virtual thread of its own,
    /// until the endpoint is closed.
    ///
    /// @throws InterruptedIOException if the thread is interrupted; connections go on
    public void serve(ConnectionHandler handler) throws IOException {
        serve(AdmissionPolicy.everybody(), handler);
    }

    /// As [#serve(ConnectionHandler)], for clients that `policy` accepts.
    ///
    /// @throws IOException if `policy` throws it
    public void serve(AdmissionPolicy policy, ConnectionHandler handler) throws IOException {
        try {
            while (true) {
                policy.admit(accept())
                        .ifPresent(
                                client ->
                                        Thread.ofVirtual()
                                                .name("quoll-serve")
                                                .start(new Serving(client, handler)));
            }
        } catch (EndpointClosedException _) {
            return;
        }
    }

    /// Changes how clients are served from now on; empty to accept none.
    ///
    /// @throws IllegalStateException if the endpoint uses no connection IDs and so cannot serve
    public void setServerConfig(Optional<ServerConfig> config) {
        try {
            driver.setServer(config);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes how to connect where a call does not say.
    public void setDefaultClientConfig(ClientConfig config) {
        defaultClient = Optional.of(config);
    }

    /// Goes over to another UDP socket, bound to `local`, and closes the old one. Connections to
    /// servers move with it and go on; clients of this endpoint cannot know where it went. Carriers
    /// stay.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws NoConnectionIdsException if it uses no connection IDs and has connections
    /// @throws IOException if the address is taken or not this machine's
    /// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9
    public void rebind(InetSocketAddress local) throws IOException {
        driver.checkMayMove();
        try {
            driver.rebind(Sockets.open(local, driver.readers()));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#rebind(InetSocketAddress)], to a socket of the application's own, which from now on is
    /// the endpoint's.
    ///
    /// @throws IllegalStateException if the endpoint has several readers, which need a socket each
    public void rebind(UdpSocket socket) throws IOException {
        try {
            if (driver.readers() > 1) {
                throw new IllegalStateException("one socket for " + driver.readers() + " readers");
            }
            driver.rebind(List.of(socket));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The application knows that the network has changed below the socket, such as when a device
    /// joined another one: connections look at once whether their peers are still reached, under
    /// connection IDs that nobody can link to those before. Where multipath is spoken a client
    /// opens new paths in place of all it has, see [#handleNetworkChange(Predicate)]. Those with a
    /// `NatTraversalPolicy` look at once where this machine may be reached now.
    public void handleNetworkChange() {
        try {
            driver.onNetworkChanged();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#handleNetworkChange()], where the application knows which paths may work again: those
    /// are kept and looked at. In place of each other one a client opens a path to the same peer,
    /// from whichever address the system chooses, and gives up the old one when the new one works;
    /// a server gives them up at once, all but the last. Without multipath there is nothing to
    /// replace.
    ///
    /// @param canRecover whether a path over this route can work again; called by this thread
    public void handleNetworkChange(Predicate<FourTuple> canRecover) {
        try {
            driver.onNetworkChanged(canRecover);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The address the socket is bound to, with its real port.
    public InetSocketAddress localAddress() {
        try {
            return driver.localAddress();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// How many connections there are, those included that are still closing.
    public int openConnections() {
        try {
            return driver.openConnections();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What was counted so far.
    public EndpointStats stats() {
        try {
            EndpointCounts counts = driver.counts();
            return new EndpointStats(
                    counts.accepted(),
                    counts.outgoing(),
                    counts.refused(),
                    counts.ignored(),
                    counts.retried(),
                    counts.dropped());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until no connection is left, those included that are still closing.
    ///
    /// @throws InterruptedIOException if the thread is interrupted
    public void awaitIdle() throws IOException {
        try {
            driver.call(Topic.IDLE, driver::tryIdle, Timeout.NEVER);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitIdle()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if connections are left then
    public void awaitIdle(Duration timeout) throws IOException {
        try {
            driver.call(Topic.IDLE, driver::tryIdle, Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitIdle()], without waiting.
    public CompletableFuture<Void> awaitIdleAsync() {
        try {
            return Answers.of(driver.callAsync(Topic.IDLE, driver::tryIdle), _ -> null);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Closes all connections at once with code 0, as [#close(long, byte[])] does.
    @Override
    public void close() {
        close(0, new byte[0]);
    }

    /// Closes all connections at once, giving up what is not delivered, and then the socket, after
    /// the peers have had three probe timeouts to learn of it, 3 s at most. Waits for that; an
    /// interrupt ends the waiting and not the closing. Closing again does nothing.
    ///
    /// @param code the application's, 0 to 2^62-1
    /// @param reason for the peers' applications; cut to what fits into a packet
    public void close(long code, byte[] reason) {
        try {
            driver.close(Codes.checked(code), reason.clone());
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        return "Endpoint[" + localAddress() + ", connections=" + openConnections() + "]";
    }
}
