package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.handshake.Security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// A peer of either side that speaks multipath: it shakes hands honestly and then sends whatever
/// 1-RTT packets a test makes up, on any path, to a real connection. It answers nothing by itself.
/// No network and no time between them but what the test lets pass. *Confined*.
final class CraftingPeer {
    /// How many paths each side allows at a time: those from 0 to 3.
    static final int PATHS = 4;

    /// How both sides make the tokens of their connection IDs.
    static final HmacResetTokens RESET_TOKENS = new HmacResetTokens(new byte[32]);

    private static final FourTuple TO_CLIENT = to(2);
    private static final FourTuple TO_SERVER = to(1);
    private static final long TICK_NANOS = 1_000_000;

    /// Far beyond what the honest handshake uses.
    private static final long FIRST_NUMBER = 1000;

    private final Side side;
    private final ConnectionConfig config;
    private final Security security = Security.plain();
    private final HandshakeSecrets secrets = new HandshakeSecrets();
    private final DatagramBatch batch = new DatagramBatch(1 << 16);
    private final Map<Long, ConnectionId> ids = new HashMap<>();
    private final List<Frame> said = new ArrayList<>();
    private final List<Long> acknowledgedPaths = new ArrayList<>();
    private final List<PathEvent> pathEvents = new ArrayList<>();
    private final Connection client;
    private final Connection server;
    private final PacketCraft craft;
    private long nextNumber = FIRST_NUMBER;
    private int dataFrames;
    private long nowNanos;

    /// @param side which side does what it likes
    CraftingPeer(Side side) {
        this(side, UnaryOperator.identity());
    }

    /// @param change what is different from a connection with several paths
    CraftingPeer(Side side, UnaryOperator<ConnectionConfig> change) {
        this.side = side;
        config = change.apply(ConnectionConfig.DEFAULT.withMultipath(MultipathConfig.of(PATHS)));
        client =
                Connection.client(
                        config,
                        services(security, 1),
                        (name, parameters) ->
                                watched(
                                        Side.CLIENT,
                                        security.client().newSession(name, parameters)),
                        "localhost",
                        QuicVersion.V1,
                        TO_SERVER,
                        0);
        server = accept();
        ids.put(0L, firstIssued());
        for (int i = 0; i < 20; i++) {
            move(server, client, TO_SERVER);
            move(client, server, TO_CLIENT);
            pass(TICK_NANOS);
        }
        craft =
                new PacketCraft(
                        security.protection(),
                        QuicVersion.V1,
                        secrets.sending(EncryptionLevel.ONE_RTT));
        said.clear();
        acknowledgedPaths.clear();
    }

    /// The route by which its packets come to the other side unless a test says something else.
    FourTuple route() {
        return side == Side.CLIENT ? TO_CLIENT : TO_SERVER;
    }

    /// A route to another port.
    static FourTuple to(int port) {
        return FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// The address of somebody who takes no part.
    static InetSocketAddress stranger(int number) {
        String address = "198.51.%d.%d".formatted(number >> 8 & 0xff, number & 0xff);
        return new InetSocketAddress(InetAddress.ofLiteral(address), 4433);
    }

    /// The honest side.
    Connection victim() {
        return side == Side.CLIENT ? server : client;
    }

    /// Where the honest side sends what goes over path 0.
    InetSocketAddress remote() {
        return victim().multipath().route(PathId.ZERO).orElseThrow().remote();
    }

    /// The honest side has ended the connection for this reason.
    void isTold(TransportErrorCode code, long frameType) {
        assertThat(victim().closeCause())
                .get()
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code.code());
                            assertThat(error.frameType()).isEqualTo(frameType);
                        });
    }

    long nowNanos() {
        return nowNanos;
    }

    /// Time goes by, and the honest side does what falls due.
    void pass(long nanos) {
        nowNanos += nanos;
        for (Connection each : List.of(client, server)) {
            HandshakeTask task = each.pollHandshakeTask();
            if (task != null) {
                task.run();
                each.onTaskDone(task, nowNanos);
            }
            if (each.deadlineNanos() <= nowNanos) {
                each.onTimeout(nowNanos);
            }
        }
    }

    /// The ID of the honest side that packets of a path go to.
    ConnectionId idOf(long path) {
        return Objects.requireNonNull(ids.get(path), () -> "no ID for path " + path);
    }

    /// Delivers a packet of path 0 with these frames.
    void send(Frame... frames) {
        sendOn(0, frames);
    }

    /// Delivers a packet of a path with these frames.
    void sendOn(long path, Frame... frames) {
        sendOn(path, route(), frames);
    }

    /// Delivers a packet of a path with these frames, over this route.
    void sendOn(long path, FourTuple route, Frame... frames) {
        deliver(route, packet(path, PacketCraft.payload(frames)));
    }

    /// Delivers a packet of path 0 with this payload.
    void sendPayload(byte[] payload) {
        deliver(route(), packet(0, payload));
    }

    void deliver(FourTuple route, byte[] datagram) {
        victim().receive(datagram, 0, datagram.length, route, Ecn.NOT_ECT, nowNanos);
    }

    private byte[] packet(long path, byte[] payload) {
        return craft.seal(path, idOf(path), nextNumber++, 0, payload);
    }

    /// The frames that the honest side has sent and that this was not asked for before, as far as
    /// they outlive their packet; what it has to send now included.
    List<Frame> answers() {
        drain();
        List<Frame> answers = List.copyOf(said);
        said.clear();
        return answers;
    }

    /// The frames of one kind among [#answers].
    <F extends Frame> List<F> answers(Class<F> kind) {
        return answers().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The paths whose packets the honest side has acknowledged, in this order.
    List<Long> acknowledgedPaths() {
        drain();
        return acknowledgedPaths;
    }

    /// How many STREAM frames the honest side has sent.
    int dataFrames() {
        drain();
        return dataFrames;
    }

    /// The ID to which the honest side sends its next datagram.
    ConnectionId nextDestination() {
        assertThat(victim().build(batch, 1, nowNanos)).isTrue();
        return ConnectionId.of(batch.bytes(), 1, 8);
    }

    /// Bytes that the honest side sends over a route now.
    int bytesSentTo(FourTuple route) {
        int bytes = 0;
        while (victim().build(batch, 1, nowNanos)) {
            bytes += batch.route().remote().equals(route.remote()) ? batch.length() : 0;
        }
        return bytes;
    }

    /// The lengths of the datagrams that the honest side sends now to others than this peer.
    List<Integer> sentElsewhere() {
        List<Integer> lengths = new ArrayList<>();
        while (victim().build(batch, 1, nowNanos)) {
            if (!batch.route().remote().equals(route().remote())) {
                lengths.add(batch.length());
            }
        }
        return lengths;
    }

    /// The bytes of those datagrams.
    long bytesSentElsewhere() {
        return sentElsewhere().stream().mapToLong(Integer::longValue).sum();
    }

    /// What the honest side has told its owner of paths.
    List<PathEvent> pathEvents() {
        for (ConnectionEvent event = victim().poll(); event != null; event = victim().poll()) {
            if (event instanceof ConnectionEvent.PathChanged(PathEvent change)) {
                pathEvents.add(change);
            }
        }
        return pathEvents;
    }

    private void drain() {
        while (victim().build(batch, 1, nowNanos)) {
            batch.seal();
            observe(Arrays.copyOf(batch.bytes(), batch.length()));
        }
    }

    private void observe(byte[] datagram) {
        Datagram seen =
                new Datagram(0, datagram, TO_CLIENT.remote(), TO_SERVER.remote(), Ecn.NOT_ECT);
        PlainPacket.forEachFrame(
                seen,
                frame -> {
                    switch (frame) {
                        case PathNewConnectionIdFrame(long path, var issued) -> {
                            ids.putIfAbsent(path, issued.connectionId());
                            said.add(frame);
                        }
                        case PathAckFrame ack -> acknowledgedPaths.add(ack.pathId());
                        case StreamFrame _ -> dataFrames++;
                        case Record _ -> said.add(frame);
                        default -> {}
                    }
                });
    }

    private void move(Connection from, Connection to, FourTuple route) {
        while (from.build(batch, 1, nowNanos)) {
            batch.seal();
            if (from == victim()) {
                observe(Arrays.copyOf(batch.bytes(), batch.length()));
            }
            to.receive(batch.bytes(), 0, batch.length(), route, Ecn.NOT_ECT, nowNanos);
        }
    }

    private Connection accept() {
        client.build(batch, 1, 0);
        batch.seal();
        PacketReader reader = new PacketReader(8, FixedBit.GREASED);
        reader.reset(batch.bytes(), 0, batch.length());
        reader.next();
        PacketHeader header = reader.header();
        Connection accepted =
                Connection.server(
                        config,
                        services(security, 2),
                        parameters ->
                                watched(Side.SERVER, security.server().newSession(parameters)),
                        Admission.of(
                                new FirstInitial(
                                        QuicVersion.V1, header.destination(), header.source())),
                        TO_CLIENT,
                        0);
        accepted.receive(batch.bytes(), 0, batch.length(), TO_CLIENT, Ecn.NOT_ECT, 0);
        return accepted;
    }

    private TlsSession watched(Side of, TlsSession session) {
        return of == side ? secrets.watch(session) : session;
    }

    private ConnectionId firstIssued() {
        return victim().pollRouting() instanceof RoutingEvent.CidIssued(ConnectionId id)
                ? id
                : ConnectionId.EMPTY;
    }

    static ConnectionServices services(Security security, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new ConnectionServices(
                security.protection(), new RandomConnectionIds(8, random), RESET_TOKENS, random);
    }
}
