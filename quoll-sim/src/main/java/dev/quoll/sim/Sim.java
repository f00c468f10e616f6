package dev.quoll.sim;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.Token;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.endpoint.SimClient;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.endpoint.SimServer;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.network.Binding;
import dev.quoll.sim.network.Duplex;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.Line;
import dev.quoll.sim.network.Network;
import dev.quoll.sim.seed.Replay;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Clients and a server with real connections and a simulated link between them; one seed decides
/// everything. What the link and the endpoints are like is said before the first [#connect].
///
/// ```java
/// Sim sim = Sim.seeded(seed).delay(ofMillis(20)).loss(0.33);
/// Sim.Pair pair = sim.connect();
/// sim.runUntil(pair::confirmed, ofSeconds(30)); // virtual seconds
/// assertTrue(pair.confirmed(), sim::replay); // on failure: the line that replays it
/// ```
///
/// Handshakes are a stand-in without cryptography unless [#security] says otherwise. *Confined* to
/// the thread of the test.
public final class Sim {
    /// The name that clients ask for, and that a server's certificate has to be good for.
    public static final String SERVER_NAME = "server.test";

    private static final int SERVER_PORT = 443;
    private static final int FIRST_CLIENT_PORT = 50_000;
    private static final int BATCH_SIZE = 10;

    /// What stands once the first connection begins.
    private record Stage(
            Security security, Host clients, Host servers, SimServer server, List<Line> lines) {}

    private final Network network;
    private LinkSpec toServer = LinkSpec.ideal();
    private LinkSpec toClient = LinkSpec.ideal();
    private ConnectionConfig clientConfig = ConnectionConfig.DEFAULT;
    private ConnectionConfig serverConfig = ConnectionConfig.DEFAULT;
    private Security.Source security = _ -> Security.plain();
    private Duration taskDelay = Duration.ZERO;
    private int clientIdLength = Settings.CONNECTION_ID_LENGTH;
    private int serverIdLength = Settings.CONNECTION_ID_LENGTH;
    private QuicVersion firstVersion = QuicVersion.V1;
    private @Nullable Stage stage;
    private int clientCount;
    private int addedLines;

    private Sim(Network network) {
        this.network = network;
    }

    /// A run of the test that calls. To be called in the test's own thread, or the line that
    /// replays it names nothing.
    public static Sim seeded(long seed) {
        return new Sim(Network.seeded(seed));
    }

    /// A run that is replayed by `replay`, for tests that run in several threads.
    public static Sim of(Replay replay) {
        return new Sim(Network.of(replay));
    }

    // ---- the link ----

    /// Adds a time of flight to both directions.
    public Sim delay(Duration oneWay) {
        return with(new Delay(oneWay));
    }

    /// Has both directions lose datagrams by chance.
    public Sim loss(double probability) {
        return with(new Loss(probability));
    }

    /// Adds a model to both directions, at the receiver's end.
    public Sim with(LinkModel model) {
        return toServer(model).toClient(model);
    }

    /// Adds a model to the direction from client to server.
    public Sim toServer(LinkModel model) {
        toServer = toServer.with(model);
        return this;
    }

    /// Adds a model to the direction from server to client.
    public Sim toClient(LinkModel model) {
        toClient = toClient.with(model);
        return this;
    }

    // ---- the endpoints ----

    /// Changes the configuration of both sides.
    public Sim configure(UnaryOperator<ConnectionConfig> change) {
        return configure(Side.CLIENT, change).configure(Side.SERVER, change);
    }

    /// Changes the configuration of one side.
    public Sim configure(Side side, UnaryOperator<ConnectionConfig> change) {
        switch (side) {
            case CLIENT -> clientConfig = change.apply(clientConfig);
            case SERVER -> serverConfig = change.apply(serverConfig);
        }
        return this;
    }

    /// Changes the versions that one side speaks, best first.
    public Sim versions(Side side, QuicVersion... bestFirst) {
        return configure(side, config -> config.withVersions(List.of(bestFirst)));
    }

    /// Has clients begin in another version than version 1.
    public Sim firstVersion(QuicVersion version) {
        firstVersion = version;
        return this;
    }

    /// Changes the idle timeout of both sides.
    public Sim idleTimeout(Duration timeout) {
        return configure(config -> config.withMaxIdleTimeoutNanos(timeout.toNanos()));
    }

    /// Changes how keys are agreed on and packets protected.
    public Sim security(Security.Source source) {
        security = source;
        return this;
    }

    /// Lets each handshake task take a time by chance, at most `longest`.
    public Sim taskDelay(Duration longest) {
        taskDelay = longest;
        return this;
    }

    /// Changes how many bytes the connection IDs of one side have, 0 to 20; a server that tells
    /// connections apart by them needs more than 0.
    public Sim connectionIdLength(Side side, int length) {
        switch (side) {
            case CLIENT -> clientIdLength = length;
            case SERVER -> serverIdLength = length;
        }
        return this;
    }

    // ---- the run ----

    /// Begins a connection from a port of its own. Nothing is sent before time runs.
    public Pair connect() {
        return connect(Token.NONE);
    }

    /// As [#connect()], with a token the server gave before.
    public Pair connect(Token token) {
        Stage built = stage();
        String name = "client " + clientCount;
        SimClient client =
                new SimClient(
                        settings(name, clientConfig, clientIdLength, built.security),
                        SERVER_NAME,
                        token,
                        built.clients,
                        FIRST_CLIENT_PORT + clientCount++,
                        built.server.binding().address());
        return new Pair(client, built.server);
    }

    /// The link, to be cut, mended or changed.
    public Duplex link() {
        return line().link();
    }

    /// The way between the first addresses of the clients' machine and the server's.
    public Line line() {
        return stage().lines.getFirst();
    }

    /// Adds another way, from a new address of the clients' machine to the server's first one.
    public Line addLine(LinkSpec toServer, LinkSpec toClient) {
        String address = "10.0." + ++addedLines + ".1";
        String server = servers().address().getHostAddress();
        return addLine(address, server, toServer, toClient);
    }

    /// Adds another way between two addresses, which the machines get if they do not have them.
    public Line addLine(
            String clientAddress, String serverAddress, LinkSpec toServer, LinkSpec toClient) {
        InetAddress near = InetAddress.ofLiteral(clientAddress);
        InetAddress far = InetAddress.ofLiteral(serverAddress);
        clients().addAddress(near);
        servers().addAddress(far);
        Line line = network.line(clients(), near, servers(), far, toServer, toClient);
        stage().lines.add(line);
        return line;
    }

    /// All ways between the machines, the first one first.
    public List<Line> lines() {
        return List.copyOf(stage().lines);
    }

    /// A client's route to the server over `line`.
    public FourTuple routeOver(Line line) {
        return line.routeTo(SERVER_PORT);
    }

    /// The machine the clients are on.
    public Host clients() {
        return stage().clients;
    }

    /// The machine the server is on.
    public Host servers() {
        return stage().servers;
    }

    /// The server.
    public SimServer server() {
        return stage().server;
    }

    /// The network, its clock and its trace.
    public Network network() {
        return network;
    }

    /// Runs until `condition` holds or `limit` of virtual time has passed.
    ///
    /// @return whether it holds
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        stage();
        return network.runUntil(condition, limit);
    }

    /// Runs for `duration` of virtual time.
    public void runFor(Duration duration) {
        runUntil(() -> false, duration);
    }

    /// The virtual time since the run began.
    public Duration elapsed() {
        return Duration.ofNanos(network.nowNanos());
    }

    /// The line that replays this run.
    public String replay() {
        return network.replay();
    }

    private Stage stage() {
        if (stage == null) {
            Security made = security.of(network.seed("security"));
            Host clients = network.host("client", "10.0.0.1");
            Host servers = network.host("server", "10.0.0.2");
            Line line =
                    network.line(
                            clients,
                            clients.address(),
                            servers,
                            servers.address(),
                            toServer,
                            toClient);
            Settings settings = settings("server", serverConfig, serverIdLength, made);
            stage =
                    new Stage(
                            made,
                            clients,
                            servers,
                            new SimServer(settings, servers, SERVER_PORT),
                            new ArrayList<>(List.of(line)));
        }
        return stage;
    }

    private Settings settings(String name, ConnectionConfig config, int idLength, Security made) {
        return new Settings(
                config,
                made,
                network.clock(),
                network.seed(name),
                network.seed("contents"),
                taskDelay,
                BATCH_SIZE,
                idLength,
                firstVersion);
    }

    /// Both ends of one connection. The server's is there when the client's first packet came.
    public static final class Pair {
        private final SimClient client;
        private final SimServer server;

        private Pair(SimClient client, SimServer server) {
            this.client = client;
            this.server = server;
        }

        /// The client's end.
        public SimConnection client() {
            return client.connection();
        }

        /// The server's end.
        ///
        /// @throws IllegalStateException if it is not there yet
        public SimConnection server() {
            return serverIfAny()
                    .orElseThrow(() -> new IllegalStateException("no packet came to the server"));
        }

        /// The server's end, if it is there.
        public Optional<SimConnection> serverIfAny() {
            return client.destinations().stream()
                    .flatMap(each -> server.accepted(each).stream())
                    .findFirst();
        }

        /// The client's socket, so to say.
        public Binding clientBinding() {
            return client.binding();
        }

        /// Has the client's machine start anew, without a memory of the connection.
        public void forgetClient() {
            client.forget();
        }

        /// Whether TLS is finished on each side.
        public boolean established() {
            return both(SimConnection::isEstablished);
        }

        /// Whether each side knows that the other has finished TLS.
        public boolean confirmed() {
            return both(SimConnection::isConfirmed);
        }

        /// Whether all transfers are done.
        public boolean transferred() {
            return both(end -> end.transfers().isDone());
        }

        /// Whether both ends are closed.
        public boolean closed() {
            return both(SimConnection::isClosed);
        }

        /// Whether both ends are over and forgotten.
        public boolean drained() {
            return both(SimConnection::isDrained);
        }

        private boolean both(Predicate<SimConnection> condition) {
            return condition.test(client()) && serverIfAny().filter(condition).isPresent();
        }

        @Override
        public String toString() {
            return client() + "; " + serverIfAny();
        }
    }
}
