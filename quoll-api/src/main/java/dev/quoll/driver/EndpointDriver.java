package dev.quoll.driver;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.PathPolicy;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.endpoint.FirstContactReader;
import dev.quoll.core.endpoint.StatelessResets;
import dev.quoll.core.endpoint.VersionOffer;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.StatelessResetTokens;
import dev.quoll.core.spi.Underlay;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.error.EndpointClosedException;
import dev.quoll.error.NoConnectionIdsException;
import dev.quoll.token.TokenStore;
import dev.quoll.udp.ReplaceableSocket;
import dev.quoll.udp.UdpSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Sockets at one address with their readers, the connections, and the clients that want to be let
/// in. Its lock guards the queue of those clients and whether it is closed. *Thread-safe*.
public final class EndpointDriver extends Monitor {
    /// A round-trip time measured of a busy peer may be seconds; a program does not end so late for
    /// it. Who closes the socket may end connections early (RFC 9000 §10.2).
    private static final long MAX_LINGER_NANOS = 3_000_000_000L;

    private static final Logger LOG = System.getLogger("dev.quoll");

    private final EndpointConfig config;
    private final ReplaceableSocket socket; // the first, which says what all are
    private final LocalIps localIps;
    private final Underlay underlay;
    private final MonotonicClock clock = new MonotonicClock();
    private final SecureRandom random = new SecureRandom();
    private final ConnectionTable table = new ConnectionTable(random);
    private final PeerTable peers = new PeerTable();
    private final OutgoingPool outgoing = new OutgoingPool();
    private final HandshakeWorkers workers = new HandshakeWorkers();
    private final ResetTable resets = new ResetTable(random);
    private final StatelessResetTokens resetTokens;
    private final ConnectionIdGenerator connectionIds;
    private final Strangers strangers;
    private final Doorkeeper doorkeeper;
    private final Set<ConnectionDriver> connections = ConcurrentHashMap.newKeySet();
    private final Queue<IncomingDriver> incoming = new ArrayDeque<>();
    private final EndpointCounts counts = new EndpointCounts();
    private final CandidateWatches watches = new CandidateWatches(this);
    private final Readers readers;
    private volatile Optional<Admitting> server;
    private volatile boolean closed;

    /// A driver of `socket`, which is its own from now on.
    public EndpointDriver(EndpointConfig config, UdpSocket socket) {
        this(config, List.of(socket));
    }

    /// A driver of sockets that are at one address, one or more, which are its own from now on and
    /// have a reader each.
    public EndpointDriver(EndpointConfig config, List<? extends UdpSocket> sockets) {
        super(new Completer(config.executor()), new AtomicInteger());
        this.config = config;
        List<ReplaceableSocket> replaceable = Readers.replaceable(sockets);
        socket = replaceable.getFirst();
        localIps = new LocalIps(replaceable);
        underlay = new SocketUnderlay(socket);
        server = config.server().map(this::admitting);
        resetTokens = new HmacResetTokens(config.resetKey());
        connectionIds = new SharedConnectionIds(config.connectionIds().get());
        StatelessAnswers answers = new StatelessAnswers(socket);
        doorkeeper = new Doorkeeper(this, answers);
        strangers = new Strangers(this, newFirstContacts(), answers, doorkeeper);
        readers = new Readers(this, replaceable, connectionIds.length(), config);
        readers.start();
    }

    private FirstContactReader newFirstContacts() {
        return new FirstContactReader(
                connectionIds,
                new VersionOffer(config.versions(), random),
                new StatelessResets(resetTokens, random, config.minResetInterval().toNanos()));
    }

    private Admitting admitting(ServerConfig by) {
        return new Admitting(by, coreSettings(by), new AddressValidator(by, random));
    }

    private ConnectionConfig coreSettings(ServerConfig by) {
        return CoreSettings.of(by, config).over(underlay);
    }

    // ---- what its parts share ----

    LocalIps localIps() {
        return localIps;
    }

    MonotonicClock clock() {
        return clock;
    }

    long nowNanos() {
        return clock.nowNanos();
    }

    ConnectionTable table() {
        return table;
    }

    PeerTable peers() {
        return peers;
    }

    ResetTable resets() {
        return resets;
    }

    OutgoingPool outgoing() {
        return outgoing;
    }

    HandshakeWorkers workers() {
        return workers;
    }

    /// The reader of the next connection that begins here.
    Reactor nextHome() {
        return readers.nextHome();
    }

    Strangers strangers() {
        return strangers;
    }

    /// How many messages each reader has received, a message being a datagram or several that the
    /// system joined.
    List<Long> received() {
        return readers.received();
    }

    /// How many sockets there are, each with a reader.
    public int readers() {
        return readers.size();
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    int maxSegments() {
        return socket.maxSegments();
    }

    /// What the endpoint counted.
    public EndpointCounts counts() {
        return counts;
    }

    /// The address of the socket.
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /// Whether connections are told apart by the addresses of their peers alone.
    boolean hasNoIds() {
        return connectionIds.length() == 0;
    }

    /// Sees to it that the endpoint can go over to another socket.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws NoConnectionIdsException if it has connections without IDs
    public void checkMayMove() throws EndpointClosedException, NoConnectionIdsException {
        checkOpen();
        if (hasNoIds() && !connections.isEmpty()) {
            throw new NoConnectionIdsException(NoConnectionIdsException.Reason.MIGRATION);
        }
    }

    /// Goes over to other sockets, as many as there are [#readers], and with them the connections
    /// to servers.
    ///
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws NoConnectionIdsException if it has connections without IDs
    /// @throws IOException if an old socket does not close
    public void rebind(List<? extends UdpSocket> next) throws IOException {
        checkMayMove();
        if (next.size() != readers()) {
            throw new IllegalArgumentException(next.size() + " sockets for " + readers());
        }
        localIps.moveTo(next);
        present().forEach(each -> change(each, core -> core.onLocalAddressChanged(nowNanos())));
        lookForCandidates();
    }

    /// The network has changed below the socket.
    public void onNetworkChanged() {
        present().forEach(each -> change(each, core -> core.onNetworkChanged(nowNanos())));
        lookForCandidates();
    }

    private void change(ConnectionDriver connection, Consumer<Connection> onNetworkChanged) {
        connection.change(
                core -> {
                    onNetworkChanged.accept(core);
                    connection.keeper().onNetworkChanged(nowNanos());
                });
    }

    /// As [#onNetworkChanged()], where some routes may lead nowhere from now on. The application's
    /// code is run by this thread, without a lock.
    ///
    /// @param canRecover whether a route may lead to the peer again
    public void onNetworkChanged(Predicate<FourTuple> canRecover) {
        for (ConnectionDriver each : present()) {
            Set<FourTuple> recovering =
                    each.paths().all().stream()
                            .map(PathProgress::route)
                            .filter(canRecover)
                            .collect(Collectors.toUnmodifiableSet());
            change(each, core -> core.onNetworkChanged(recovering::contains, nowNanos()));
        }
        lookForCandidates();
    }

    private List<ConnectionDriver> present() {
        enter();
        try {
            return List.copyOf(connections);
        } finally {
            leave();
        }
    }

    @Override
    void leave() {
        unlock();
    }

    // ---- connections ----

    private ConnectionServices newServices() {
        return new ConnectionServices(new AeadProtection(), connectionIds, resetTokens, random);
    }

    ConnectionIdGenerator connectionIds() {
        return connectionIds;
    }

    /// Begins to connect.
    ///
    /// @throws NoConnectionIdsException if there is a connection to `remote` and none has IDs
    public ConnectionDriver connect(
            ClientConfig client, InetSocketAddress remote, String serverName)
            throws EndpointClosedException, NoConnectionIdsException {
        checkOpen();
        if (hasNoIds() && peers.isTaken(remote)) {
            throw new NoConnectionIdsException(NoConnectionIdsException.Reason.SAME_PEER);
        }
        workers.onHandshake(client.tls());
        String server = serverName + ":" + remote.getPort();
        QuicVersion version =
                client.versionFor(
                        each -> client.tls().hasSession(serverName, remote.getPort(), each));
        Token token =
                client.tokenStore().take(version.keyOf(server)).map(Token::of).orElse(Token.NONE);
        Connection core =
                Connection.client(
                        CoreSettings.of(client.transport(), config, client.versions())
                                .over(underlay),
                        newServices(),
                        client.tls(),
                        serverName,
                        version,
                        token,
                        FourTuple.to(remote),
                        nowNanos());
        ConnectionDriver connection =
                new ConnectionDriver(
                        this,
                        nextHome(),
                        core,
                        client.transport(),
                        keeping(client.tokenStore(), server));
        if (hasNoIds() && !connection.claim(remote)) { // RFC 9000 §5.1
            throw new NoConnectionIdsException(NoConnectionIdsException.Reason.SAME_PEER);
        }
        add(connection);
        watch(connection, client.transport());
        counts.onOutgoing();
        if (client.pathPolicy() instanceof PathPolicy.AllInterfaces policy) {
            new AutomaticPaths(connection, policy).start();
        }
        connection.enter();
        try {
            connection.sendAll();
        } finally {
            connection.leave();
        }
        return connection;
    }

    /// Keeps tokens, on the application's executor since the store may wait.
    private Overseer keeping(TokenStore store, String server) {
        return new Overseer() {
            @Override
            public void onToken(Token token, QuicVersion version) { // RFC 9369 §5
                completer().run(() -> store.put(version.keyOf(server), token.toBytes()));
            }
        };
    }

    /// Makes core's side of an accepted connection.
    Connection newServerCore(ServerConfig by, Admission admission, FourTuple route) {
        workers.onHandshake(by.tls());
        return Connection.server(
                server.filter(now -> now.config() == by)
                        .map(Admitting::core)
                        .orElseGet(() -> coreSettings(by)),
                newServices(),
                by.tls(),
                admission,
                route,
                nowNanos());
    }

    void add(ConnectionDriver connection) throws EndpointClosedException {
        enter();
        try {
            checkOpen();
            connections.add(connection);
        } finally {
            leave();
        }
    }

    /// A connection is over for good.
    void onDrained(ConnectionDriver connection) {
        enter();
        try {
            connections.remove(connection);
            watches.remove(connection);
            if (connections.isEmpty()) {
                waits().change(Topic.IDLE);
            }
        } finally {
            leave();
        }
    }

    // ---- candidates for NAT traversal ----

    /// Tells a connection where the socket may be reached, if it wants to know, until it is over.
    void watch(ConnectionDriver connection, TransportConfig transport) {
        enter();
        try {
            if (connections.contains(connection)) { // it may be over already
                transport.natTraversalPolicy().ifPresent(it -> watches.add(connection, it));
            }
        } finally {
            leave();
        }
    }

    private void lookForCandidates() {
        enter();
        try {
            watches.onChange();
        } finally {
            leave();
        }
    }

    /// The peer of a connection sees this side at these addresses. The caller may hold that
    /// connection's lock.
    void onObserved(ConnectionDriver connection, Set<InetSocketAddress> addresses) {
        enter();
        try {
            watches.onObserved(connection, addresses, nowNanos());
        } finally {
            leave();
        }
    }

    /// Where peers see this side.
    List<InetSocketAddress> observedAddresses() {
        enter();
        try {
            return watches.observed(nowNanos());
        } finally {
            leave();
        }
    }

    /// How many connections there are.
    public int openConnections() {
        return connections.size();
    }

    /// An answer once no connection is left; an [Attempt] for [Topic#IDLE].
    public @Nullable Boolean tryIdle() {
        return connections.isEmpty() ? true : null;
    }

    // ---- clients ----

    /// Changes how clients are served.
    ///
    /// @throws IllegalStateException if clients could not be told apart
    public void setServer(Optional<ServerConfig> config) {
        if (hasNoIds() && config.isPresent()) {
            throw new IllegalStateException("an endpoint without connection IDs cannot serve");
        }
        server = config.map(this::admitting);
    }

    /// How clients are served now; empty if they are not.
    Optional<Admitting> admitting() {
        return closed ? Optional.empty() : server;
    }

    /// Has the application asked about a client.
    void offer(IncomingDriver client) {
        client.register();
        counts.onWaiting();
        enter();
        try {
            incoming.add(client);
            waits().change(Topic.INCOMING);
        } finally {
            leave();
        }
    }

    /// The next client; an [Attempt] for [Topic#INCOMING].
    public @Nullable IncomingDriver tryAccept() throws EndpointClosedException {
        checkOpen();
        return incoming.poll();
    }

    void checkOpen() throws EndpointClosedException {
        if (closed) {
            throw new EndpointClosedException();
        }
    }

    // ---- the end ----

    /// Closes all connections, waits until the peers had time to learn of it, and closes the
    /// socket.
    public void close(long code, byte[] reason) {
        if (!refuseNewConnections()) {
            return;
        }
        long lingerNanos = 0;
        for (ConnectionDriver connection : connections) {
            lingerNanos = Math.max(lingerNanos, connection.close(code, reason));
        }
        linger(Math.min(lingerNanos, MAX_LINGER_NANOS));
        shutDown();
    }

    /// Ends the taking of clients.
    ///
    /// @return false if it did so before
    private boolean refuseNewConnections() {
        enter();
        try {
            boolean isFirst = !closed;
            closed = true;
            incoming.forEach(IncomingDriver::forget);
            incoming.clear();
            waits().change(Topic.INCOMING);
            return isFirst;
        } finally {
            leave();
        }
    }

    /// The application cannot reach the endpoint any more: it takes no more clients, and ends when
    /// its last connection has.
    public void onUnreachable() {
        Thread.ofVirtual().name("quoll-end").start(this::endWhenIdle);
    }

    private void endWhenIdle() {
        refuseNewConnections();
        linger(Timeout.NEVER);
        shutDown();
    }

    private void linger(long nanos) {
        try {
            call(Topic.IDLE, this::tryIdle, nanos);
        } catch (IOException _) {
            return; // they had their time, or the thread is interrupted and stays so
        }
    }

    private void shutDown() {
        readers.stop();
        workers.shutdown();
        closeSockets();
        abandonAll(new CloseCause.LocallyClosed(0));
    }

    private void closeSockets() {
        try {
            readers.closeSockets();
        } catch (IOException e) {
            LOG.log(Logger.Level.WARNING, "a socket does not close", e);
        }
    }

    /// A socket is gone, and every connection with it: those at home there cannot send, and the
    /// others would lose what comes to it.
    void onSocketLost(IOException failure) {
        refuseNewConnections();
        readers.stop();
        closeSockets();
        abandonAll(
                new CloseCause.LocalTransportError(
                        TransportErrorCode.NO_VIABLE_PATH.code(),
                        0,
                        "the socket is lost: " + failure.getMessage(),
                        Optional.of(failure)));
    }

    private void abandonAll(CloseCause cause) {
        for (ConnectionDriver connection : connections) {
            connection.enter();
            try {
                connection.abandon(cause);
            } finally {
                connection.leave();
            }
        }
    }
}
