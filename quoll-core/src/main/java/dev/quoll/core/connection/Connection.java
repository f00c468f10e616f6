package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.datagram.SendOutcome;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stream.Streams;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// One QUIC connection without sockets, threads or clock: datagrams and the time come in, datagrams
/// and a deadline come out. It forwards to its rooms and decides nothing itself. *Confined*: the
/// owner holds a lock around every call.
///
/// After any call the owner applies [#pollRouting], runs [#pollHandshakeTask] off the lock, handles
/// [#poll] and the events of [#streams], sends what [#build] gives, and comes back at
/// [#deadlineNanos].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5 RFC 9000, section 5: Connections
public final class Connection {
    /// No deadline. Times are nanoseconds since the endpoint began, never negative.
    public static final long NEVER = Long.MAX_VALUE;

    private final Optional<ClientBeginning> beginning;
    private Rooms rooms;
    private Receiver receiver;
    private Transmitter transmitter;
    private final Multipath multipath;
    private final NatTraversal natTraversal;

    /// @param beginning what a client begins again with
    private Connection(ConnectionParts parts, Optional<ClientBeginning> beginning, long nowNanos) {
        this.beginning = beginning;
        rooms = parts.rooms();
        receiver = parts.receiver();
        transmitter = parts.transmitter();
        multipath = new Multipath(() -> rooms);
        natTraversal = new NatTraversal(() -> rooms);
        start(nowNanos);
    }

    private void start(long nowNanos) {
        orClose(() -> rooms.handshake().start(), nowNanos);
        rooms.narrator().look(rooms, nowNanos);
    }

    /// The server speaks other versions than the one this client began in.
    private void beginAgain(ConnectionParts parts, long nowNanos) {
        rooms.handshake().abandon();
        rooms = parts.rooms();
        receiver = parts.receiver();
        transmitter = parts.transmitter();
        start(nowNanos);
    }

    /// Begins a connection to a server.
    ///
    /// @param serverName the host name or address literal to ask for and to verify
    /// @param route where the server is reached
    public static Connection client(
            ConnectionConfig config,
            ConnectionServices services,
            ClientTls tls,
            String serverName,
            QuicVersion version,
            FourTuple route,
            long nowNanos) {
        return client(config, services, tls, serverName, version, Token.NONE, route, nowNanos);
    }

    /// Begins a connection to a server with a token it gave on an earlier one.
    ///
    /// @param token for its first packet, used nowhere else; at most 900 bytes count
    public static Connection client(
            ConnectionConfig config,
            ConnectionServices services,
            ClientTls tls,
            String serverName,
            QuicVersion version,
            Token token,
            FourTuple route,
            long nowNanos) {
        ClientBeginning beginning = new ClientBeginning(config, services, tls, serverName, route);
        ConnectionParts first = beginning.first(version, token, nowNanos);
        return new Connection(first, Optional.of(beginning), nowNanos);
    }

    /// Answers a client; the datagram with its first packet is then given to [#receive].
    public static Connection server(
            ConnectionConfig config,
            ConnectionServices services,
            ServerTls tls,
            Admission admission,
            FourTuple route,
            long nowNanos) {
        ConnectionParts parts =
                ConnectionBuilder.server(config, services, tls, admission, route, nowNanos);
        return new Connection(parts, Optional.empty(), nowNanos);
    }

    /// Takes a datagram that was sent to one of this connection's IDs. The bytes are the caller's
    /// again when this returns; headers in them may have changed.
    public void receive(
            byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        receiver.receive(bytes, offset, length, route, ecn, nowNanos);
        rooms.narrator().look(rooms, nowNanos);
    }

    /// Fills `out` with datagrams to be sent now; they are still to be sealed.
    ///
    /// @param maxDatagrams how many at most, from 1
    /// @return whether there are any; if so, call again when they are sent
    public boolean build(DatagramBatch out, int maxDatagrams, long nowNanos) {
        if (rooms.lifetime().isOpen()) {
            try {
                rooms.keyUpdates().beforeSealing(nowNanos);
            } catch (TransportException e) {
                rooms.closer().close(e, 0, nowNanos);
            }
        }
        boolean isAny = transmitter.build(out, maxDatagrams, nowNanos);
        if (isAny) {
            rooms.rest().onActivity(nowNanos);
        }
        rooms.narrator().look(rooms, nowNanos);
        return isAny;
    }

    /// The next change to the table of connection IDs; `null` if there is none.
    public @Nullable RoutingEvent pollRouting() {
        RoutingEvent event = rooms.routing().poll();
        if (event instanceof RoutingEvent.Drained) {
            rooms.handshake().destroy();
            rooms.narrator().onEnded(rooms);
        }
        return event;
    }

    /// Slow work of the handshake to be run off the lock; `null` if there is none.
    public @Nullable HandshakeTask pollHandshakeTask() {
        QuicVersion choice = rooms.offers().takeChoice();
        if (choice != null) {
            return beginning.orElseThrow().again(rooms, choice, rooms.offers().answeredNanos());
        }
        return rooms.handshake().pollTask();
    }

    /// Takes the outcome of a task that has been run; it counts for nothing once closed.
    public void onTaskDone(HandshakeTask task, long nowNanos) {
        if (!rooms.lifetime().isOpen()) {
            return;
        }
        if (task instanceof SecondAttempt attempt) {
            beginAgain(attempt.parts(), nowNanos);
            return;
        }
        orClose(() -> rooms.handshake().onTaskDone(task), nowNanos);
        receiver.openHeld();
        rooms.narrator().look(rooms, nowNanos);
    }

    /// When [#onTimeout] is to be called if nothing else happens, in the past if at once; [#NEVER]
    /// when the connection is over. Paced data and acknowledgments that fall due count too: they
    /// are sent by [#build] after [#onTimeout].
    public long deadlineNanos() {
        if (!rooms.lifetime().isOpen()) {
            return rooms.lifetime().deadlineNanos();
        }
        long deadline = pathsDeadlineNanos();
        deadline = Math.min(deadline, transmitter.paceNanos());
        deadline = Math.min(deadline, transmitter.ackNanos());
        deadline = Math.min(deadline, rooms.keepAlive().deadlineNanos());
        deadline = Math.min(deadline, rooms.rest().deadlineNanos());
        deadline = Math.min(deadline, rooms.handshake().deadlineNanos());
        deadline = Math.min(deadline, rooms.idRotation().deadlineNanos());
        return Math.min(deadline, idleDeadlineNanos());
    }

    private long pathsDeadlineNanos() {
        long deadline =
                Math.min(rooms.pathCloser().deadlineNanos(), rooms.pathTimers().deadlineNanos());
        deadline = Math.min(deadline, rooms.punching().deadlineNanos());
        deadline = Math.min(deadline, rooms.routeProbes().deadlineNanos());
        List<Path> known = rooms.paths().known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (!each.life().isAbandoned()) {
                deadline = Math.min(deadline, rooms.recovery().deadlineNanos(each));
                deadline = Math.min(deadline, rooms.migration().deadlineNanos(each));
            }
        }
        return deadline;
    }

    /// The time has come that [#deadlineNanos] named, or gone by.
    public void onTimeout(long nowNanos) {
        onTime(nowNanos);
        rooms.narrator().look(rooms, nowNanos);
    }

    private void onTime(long nowNanos) {
        rooms.lifetime().onTimeout(nowNanos);
        if (!rooms.lifetime().isOpen()) {
            return;
        }
        if (nowNanos >= Math.min(idleDeadlineNanos(), rooms.handshake().deadlineNanos())) {
            rooms.lifetime().discard(new CloseCause.TimedOut()); // RFC 9000 §10.1: silently
        } else {
            rooms.keepAlive().onTimeout(rooms.paths(), nowNanos);
            rooms.pathCloser().onTimeout(nowNanos);
            rooms.pathTimers().onTimeout(nowNanos);
            rooms.punching().onTimeout(nowNanos);
            orClose(() -> rooms.routeProbes().onProgress(nowNanos), nowNanos);
            for (Path each : List.copyOf(rooms.paths().known())) {
                if (!each.life().isAbandoned()) {
                    rooms.recovery().onTimeout(each, nowNanos);
                    orClose(() -> rooms.migration().onTimeout(each, nowNanos), nowNanos);
                }
            }
            rooms.idRotation().onTimeout(rooms.paths(), nowNanos);
            rooms.rest().onTimeout(rooms.paths(), rooms.keys(), receiver, nowNanos);
        }
    }

    /// The socket has another address now, or another port: a client moves the connection with it.
    /// A client whose handshake is not confirmed yet cannot, and begins anew at best (RFC 9000 §9).
    public void onLocalAddressChanged(long nowNanos) {
        if (rooms.side() == Side.CLIENT && rooms.lifetime().isConfirmed()) {
            for (Path each : rooms.paths().known()) {
                if (!each.life().isAbandoned()) {
                    FourTuple route = FourTuple.to(each.route().fourTuple().remote());
                    orClose(
                            () -> rooms.migration().onLocalAddressChanged(each, route, nowNanos),
                            nowNanos);
                }
            }
        }
    }

    /// The network has changed below the socket: finds out at once whether the peer is still
    /// reached. A client that may have several paths opens new ones instead of those it has.
    public void onNetworkChanged(long nowNanos) {
        if (rooms.lifetime().isConfirmed()) {
            orClose(() -> rooms.networkChange().onChange(nowNanos), nowNanos);
        }
    }

    /// The network has changed below the socket, and the owner knows what that means for each
    /// route: a path that may recover is asked whether the peer is still reached, another is given
    /// up, and a client opens one in its place.
    ///
    /// @param mayRecover whether a route may still work
    public void onNetworkChanged(Predicate<FourTuple> mayRecover, long nowNanos) {
        if (rooms.lifetime().isConfirmed()) {
            orClose(() -> rooms.networkChange().onChange(mayRecover, nowNanos), nowNanos);
        }
    }

    /// NAT traversal.
    public NatTraversal natTraversal() {
        return natTraversal;
    }

    /// The paths.
    public Multipath multipath() {
        return multipath;
    }

    /// The next event; `null` if there is none.
    public @Nullable ConnectionEvent poll() {
        return rooms.lifetime().poll();
    }

    /// Closes the connection at once, giving up what is not delivered. Does nothing once closed.
    ///
    /// @param code the application's, 0 to 2^62-1
    /// @param reason for the peer's application; cut to what fits into a packet
    public void close(long code, byte[] reason, long nowNanos) {
        rooms.closer().close(code, reason, nowNanos);
        rooms.narrator().look(rooms, nowNanos);
    }

    /// Closes the connection at once with a transport error, because its owner refuses it or cannot
    /// go on. Does nothing once closed.
    ///
    /// @param reason in words for a developer; sent to the peer
    public void close(TransportErrorCode code, String reason, long nowNanos) {
        rooms.closer().close(new TransportException(code, reason), 0, nowNanos);
        rooms.narrator().look(rooms, nowNanos);
    }

    /// Whether streams can be used for early data, which a server may act on twice, or throw away.
    /// Only a client that resumes a session, and only until [ConnectionEvent.Established].
    public boolean canSendEarlyData() {
        return rooms.lifetime().isHandshaking() && rooms.keys().canSend(EncryptionLevel.ZERO_RTT);
    }

    /// Asks for new 1-RTT keys, which are used as soon as the protocol allows: once the handshake
    /// is confirmed and the peer has the present ones (RFC 9001 §6.1).
    public void updateKeys() {
        rooms.keyUpdates().request();
    }

    /// Keys that both applications have and nobody else; see [TlsSession#export].
    public byte[] exportKeyingMaterial(String label, byte[] context, int length) {
        return rooms.handshake().export(label, context, length);
    }

    /// The streams. What was received stays readable after the connection is closed.
    public Streams streams() {
        return rooms.streams();
    }

    /// The largest datagram that can be sent at present, in bytes; empty if none can. It follows
    /// the size of UDP datagrams that the path carries.
    public OptionalInt maxDatagramSize() {
        return rooms.datagrams().maxSize(transmitter.packetRoom());
    }

    /// Takes a datagram to be sent; the bytes are copied.
    public SendOutcome sendDatagram(byte[] bytes, int offset, int length, WhenFull whenFull) {
        return rooms.datagrams().send(bytes, offset, length, whenFull, transmitter.packetRoom());
    }

    /// The queues of datagrams. What was received stays readable after the connection is closed.
    public Datagrams datagrams() {
        return rooms.datagrams();
    }

    /// Which end this is.
    public Side side() {
        return rooms.side();
    }

    /// The version of QUIC that is spoken; it may change until TLS is finished.
    public QuicVersion version() {
        return rooms.versions().current();
    }

    /// Whether it is neither closed nor closing.
    public boolean isOpen() {
        return rooms.lifetime().isOpen();
    }

    /// Why it ended, if it did.
    public Optional<CloseCause> closeCause() {
        return rooms.lifetime().state().closeCause();
    }

    /// Where the peer is reached: over the open path with the lowest number, if there are several.
    public FourTuple route() {
        Path lowest = rooms.paths().lowest();
        return (lowest == null ? rooms.paths().zero() : lowest).route().fourTuple();
    }

    /// The present probe timeout: how long an answer takes at most if nothing is lost, on the
    /// slowest path.
    public long ptoNanos() {
        return rooms.recovery().longestPtoNanos();
    }

    /// The present probe timeout of one path; empty if there is no such path.
    public OptionalLong ptoNanos(PathId id) {
        Path path = rooms.paths().find(id.value());
        return path == null
                ? OptionalLong.empty()
                : OptionalLong.of(rooms.recovery().ptoNanos(path));
    }

    /// What was counted, over all paths.
    public ConnectionStats stats() {
        PathTotals totals = rooms.totals().with(rooms.paths());
        return new ConnectionStats(
                totals.sent(),
                totals.received(),
                totals.packetsLost(),
                totals.bytesLost(),
                rooms.datagrams().droppedOutgoing(),
                rooms.datagrams().droppedIncoming(),
                rooms.keys().oneRtt().sendPhase(),
                rooms.drops().snapshot());
    }

    /// What was counted and estimated on one path; empty if there is no such path.
    public Optional<PathStats> pathStats(PathId id) {
        return Optional.ofNullable(rooms.paths().find(id.value())).map(Path::stats);
    }

    /// What the congestion controller of a path thinks; empty if there is no such path.
    public Optional<CongestionSnapshot> congestionState(PathId id) {
        return Optional.ofNullable(rooms.paths().find(id.value()))
                .map(path -> path.network().congestionState());
    }

    /// Something that finds out what ends the connection.
    @FunctionalInterface
    private interface Step {
        void run() throws TransportException;
    }

    private void orClose(Step step, long nowNanos) {
        try {
            step.run();
        } catch (TransportException e) {
            rooms.closer().close(e, 0, nowNanos);
        }
    }

    private long idleDeadlineNanos() {
        return rooms.idle().deadlineNanos(rooms.recovery().longestPtoNanos());
    }
}
