package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.DatagramWriter.Cargo;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.multipath.PathScheduler;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.nat.OwedAnswers;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/// Decides which path the next datagrams take, how many they are and how large. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14 RFC 9000, section 14: Datagram Size
final class Transmitter {
    /// The least that must be allowed for a datagram with PATH_CHALLENGE and PATH_RESPONSE.
    static final int MIN_PROBE = 64;

    /// Less is not worth a datagram of handshake bytes.
    private static final int MIN_REST = 80;

    /// How many times its bytes an answer to a probe may have (RFC 9000 §8.1).
    private static final int ANSWER_FACTOR = 3;

    private final Rooms rooms;
    private final Paths paths;
    private final PathScheduler scheduler;
    private final PacketBuilder builder;
    private final DatagramWriter writer;
    private final RandomGenerator random;
    private long paceNanos = NEVER;

    /// @param random makes challenges nobody can guess
    Transmitter(
            Rooms rooms,
            PathScheduler scheduler,
            PacketBuilder builder,
            DatagramWriter writer,
            RandomGenerator random) {
        this.rooms = rooms;
        this.paths = rooms.paths();
        this.scheduler = scheduler;
        this.builder = builder;
        this.writer = writer;
        this.random = random;
    }

    /// Fills `out` with as many datagrams of one route as may be sent now.
    ///
    /// @return whether there are any
    boolean build(DatagramBatch out, int maxDatagrams, long nowNanos) {
        if (areNumbersUsedUp()) {
            rooms.closer().onNumbersUsedUp();
            return false;
        }
        if (buildProbe(out, nowNanos)
                || buildAside(out, nowNanos)
                || buildLastWord(out, nowNanos)) {
            return true;
        }
        rooms.streams().observe(nowNanos, slowestRttNanos());
        paceNanos = NEVER;
        int most = Math.min(maxDatagrams, DatagramBatch.MAX_DATAGRAMS);
        boolean hasData = rooms.lifetime().isOpen() && (writer.hasData() || repeatTail(nowNanos));
        Path chosen = hasData ? scheduler.choose(waitingBytes(), nowNanos) : null;
        Path carrier = chosen == null ? scheduler.best() : chosen;
        if (carrier != null && buildOn(carrier, carrier, out, most, nowNanos)) {
            return true;
        }
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each != carrier && canSend(each) && buildOn(each, carrier, out, most, nowNanos)) {
                return true;
            }
        }
        if (buildRest(out, nowNanos)) {
            return true;
        }
        if (hasData && chosen == null) {
            onHeldBack(nowNanos);
        } else {
            onNothingToSend();
        }
        return buildMtuProbe(out, nowNanos);
    }

    private boolean areNumbersUsedUp() {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            for (PacketSpace space : rooms.spaces().of(known.get(i))) {
                if (space.sent().isUsedUp()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// When data that waits for the pacer may go; set by [#build].
    long paceNanos() {
        return paceNanos;
    }

    /// When an acknowledgment must be sent.
    long ackNanos() {
        long earliest = NEVER;
        Path best = scheduler.best();
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            Path over = each.life().isAbandoned() ? best : each;
            if (over != null && canSend(over)) {
                earliest = Math.min(earliest, writer.ackNanos(each));
            }
        }
        return earliest;
    }

    /// Bytes of frames that a packet holds at present if nothing else is in its datagram.
    int packetRoom() {
        return writer.packetRoom();
    }

    /// With nothing else to send, sends again what may come late over a slower path.
    ///
    /// @return whether there is anything
    private boolean repeatTail(long nowNanos) {
        Path slower = scheduler.tail(nowNanos);
        Path best = scheduler.best();
        return slower != null
                && best != null
                && rooms.recovery().repeatTail(slower, best, nowNanos);
    }

    /// Fills a batch with what a path owes, and with data if it is the one chosen to carry it.
    private boolean buildOn(
            Path path, @Nullable Path carrier, DatagramBatch out, int most, long nowNanos) {
        Route route = path.route();
        out.begin(route.fourTuple(), route.network().ecn().mark());
        while (out.datagramCount() < most) {
            int room = out.roomForDatagram(datagramSize(path));
            if (room == 0 || !canSend(path)) {
                break;
            }
            int length =
                    writer.write(
                            out,
                            path,
                            room,
                            cargo(path, carrier, nowNanos),
                            path == carrier,
                            nowNanos);
            if (length == 0) {
                break;
            }
            addDatagram(out, path, route, length);
        }
        return out.datagramCount() > 0;
    }

    /// A datagram as long as an address that is not proved still allows, though that is no full
    /// one: handshake bytes need no padding, and what the peer answers allows more (RFC 9000 §8.1).
    private boolean buildRest(DatagramBatch out, long nowNanos) {
        Path path = paths.zero();
        Route route = path.route();
        NetworkConditions network = route.network();
        long rest = route.amplification().allowance();
        if (route.mayReach()
                || rest < MIN_REST
                || path.peerIds().isEmpty()
                || !network.isWindowOpen()
                || !network.mayPace(nowNanos)) {
            return false;
        }
        out.begin(route.fourTuple(), network.ecn().mark());
        int room = out.roomForDatagram((int) rest);
        int length = writer.writeHandshake(out, path, room, nowNanos);
        if (length > 0) {
            addDatagram(out, path, route, length);
        }
        return length > 0;
    }

    private Cargo cargo(Path path, @Nullable Path carrier, long nowNanos) {
        if (!PathScheduler.canSend(path, nowNanos)) {
            return Cargo.NOTHING;
        }
        return path == carrier ? Cargo.DATA : Cargo.PING;
    }

    /// A datagram larger than any before, if nothing else is to be sent (RFC 9000 §14.4). Nobody is
    /// woken for it: on a quiet path the size of datagrams does not matter.
    private boolean buildMtuProbe(DatagramBatch out, long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (buildMtuProbe(known.get(i), out, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean buildMtuProbe(Path path, DatagramBatch out, long nowNanos) {
        Route route = path.route();
        NetworkConditions network = route.network();
        int size =
                rooms.lifetime().isConfirmed() && path.life().isOpen()
                        ? network.mtu().probeSize(nowNanos)
                        : 0;
        if (size == 0
                || !canSend(path)
                || !route.amplification().isValidated()
                || !network.isWindowOpen()) {
            return false;
        }
        out.begin(route.fourTuple(), network.ecn().mark());
        if (out.roomForDatagram(size) < size || !begin(out, path, route, size, nowNanos)) {
            return false;
        }
        builder.markMtuProbe();
        writer.wantAckAtOnce(EncryptionLevel.ONE_RTT);
        builder.offer(PingFrame.INSTANCE);
        builder.padTo(size);
        addDatagram(out, path, route, writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos));
        network.mtu().onProbeSent();
        return true;
    }

    /// A datagram with what proves a route, in one direction or both (RFC 9000 §8.2). Off the
    /// present route nothing else is in it, so that it moves the connection nowhere.
    private boolean buildProbe(DatagramBatch out, long nowNanos) {
        if (!rooms.lifetime().isOpen() || !rooms.keys().canSend(EncryptionLevel.ONE_RTT)) {
            return false;
        }
        rooms.migration().goToPreferred(paths.zero(), nowNanos);
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path path = known.get(i);
            Route route =
                    path.life().isAbandoned() ? null : rooms.migration().wantsProbe(path, nowNanos);
            if (route != null) {
                return buildProbe(path, route, out, nowNanos);
            }
        }
        return false;
    }

    private boolean buildProbe(Path path, Route route, DatagramBatch out, long nowNanos) {
        out.begin(route.fourTuple(), route.network().ecn().mark());
        int room = out.roomForDatagram(probeSize(route));
        if (!begin(out, path, route, room, nowNanos)) {
            return false;
        }
        route.challengeReplies().writeTo(builder);
        if (route.validation().isDue(nowNanos)) {
            challenge(route, room == RouteConfig.MIN_DATAGRAM_SIZE, nowNanos);
        }
        if (route == path.route()) {
            rooms.addressDiscovery().writeTo(path, builder);
            writer.acknowledge(path, nowNanos);
        }
        builder.padTo(room); // RFC 9000 §8.2.1, §8.2.2
        addDatagram(out, path, route, writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos));
        return true;
    }

    private void challenge(Route route, boolean isFull, long nowNanos) {
        long data = random.nextLong();
        if (builder.offer(new PathChallengeFrame(data))) {
            long ptoNanos = rooms.migration().ptoNanos(route);
            route.validation().onSent(data, isFull, nowNanos, ptoNanos);
        }
    }

    /// A small datagram over a route no path leads over: an answer to a probe of NAT traversal, or
    /// a probe.
    private boolean buildAside(DatagramBatch out, long nowNanos) {
        Punching punching = rooms.punching();
        for (OwedAnswers.Owed owed = punching.nextAnswer();
                owed != null;
                owed = punching.nextAnswer()) {
            Path path = paths.find(owed.path());
            if (path != null && canSend(path) && answer(owed, path, out, nowNanos)) {
                return true;
            }
        }
        Path path = paths.lowest();
        InetSocketAddress address =
                path != null && path.life().isOpen() && canSend(path)
                        ? punching.nextProbe(nowNanos)
                        : null;
        if (path == null || address == null) {
            return false;
        }
        out.begin(FourTuple.to(address), Ecn.NOT_ECT);
        if (!builder.beginAside(out, path, Punching.PROBE_BYTES, nowNanos)) {
            return false;
        }
        long challenge = random.nextLong();
        builder.offer(new PathChallengeFrame(challenge));
        punching.onProbeSent(challenge);
        addAside(out, path, nowNanos);
        return true;
    }

    /// Answers where the probe came from, with no more than three times its bytes (RFC 9000 §8.1).
    private boolean answer(OwedAnswers.Owed owed, Path path, DatagramBatch out, long nowNanos) {
        out.begin(owed.route(), Ecn.NOT_ECT);
        int room = Math.min(RouteConfig.MIN_DATAGRAM_SIZE, ANSWER_FACTOR * owed.bytes());
        if (!builder.beginAside(out, path, room, nowNanos)) {
            return false;
        }
        builder.offer(new PathResponseFrame(owed.challenge()));
        long challenge = random.nextLong();
        if (rooms.punching().asksBack(owed.route())
                && builder.offer(new PathChallengeFrame(challenge))) {
            rooms.punching().onAskedBack(owed.route(), challenge);
        }
        addAside(out, path, nowNanos);
        return true;
    }

    private void addAside(DatagramBatch out, Path path, long nowNanos) {
        int length = writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos);
        out.addDatagram(length);
        path.counts().sent().onDatagram(length);
    }

    /// Where the peer gives up the only path, the answer can only go there.
    private boolean buildLastWord(DatagramBatch out, long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path path = known.get(i);
            if (rooms.lifetime().isOpen() && rooms.pathCloser().isLastWord(path)) {
                Route route = path.route();
                out.begin(route.fourTuple(), route.network().ecn().mark());
                int room = out.roomForDatagram(probeSize(route));
                int length = writer.writeLastWord(out, path, room, nowNanos);
                rooms.pathCloser().onLastWord(path);
                if (length > 0) {
                    addDatagram(out, path, route, length);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean begin(DatagramBatch out, Path path, Route route, int room, long nowNanos) {
        return builder.begin(
                out, EncryptionLevel.ONE_RTT, path.space(), path, route, 0, room, nowNanos);
    }

    private static void addDatagram(DatagramBatch out, Path path, Route route, int length) {
        out.addDatagram(length);
        route.amplification().onSent(length);
        path.counts().sent().onDatagram(length);
    }

    /// A full datagram, or what an address that is not proved still allows (RFC 9000 §8.1).
    private static int probeSize(Route route) {
        return (int) Math.min(RouteConfig.MIN_DATAGRAM_SIZE, route.amplification().allowance());
    }

    private static boolean canSend(Path path) {
        return !path.life().isAbandoned() && PathScheduler.canReach(path);
    }

    /// After two probe timeouts large datagrams may be what does not arrive (RFC 9000 §14.4).
    private static int datagramSize(Path path) {
        int size = path.network().maxDatagramSize();
        return path.probeTimer().count() < 2 ? size : Math.min(size, RouteConfig.MIN_DATAGRAM_SIZE);
    }

    /// Data waits for a window or a pacer, or for a path that is worth waiting for.
    private void onHeldBack(long nowNanos) {
        long waitingBytes = waitingBytes();
        paceNanos = scheduler.paceNanos(waitingBytes, nowNanos);
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isOpen()) {
                if (PathScheduler.canSend(each, nowNanos)) {
                    each.network().onNothingToSend();
                } else {
                    each.network().onHeldBack(nowNanos);
                }
            }
        }
    }

    private void onNothingToSend() {
        if (rooms.streams().hasWaitingWriter()) {
            return;
        }
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).network().isWindowOpen()) {
                known.get(i).network().onNothingToSend();
            }
        }
    }

    /// Stream data that may be sent and is not under way, as far as known; where some was lost,
    /// only that, since what follows cannot be read before it.
    private long waitingBytes() {
        long lost = rooms.streams().bytesToRepeat();
        if (lost > 0) {
            return lost;
        }
        long waiting = rooms.streams().bytesUnacknowledged();
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            waiting -= known.get(i).network().bytesInFlight();
        }
        return Math.max(0, waiting);
    }

    /// Windows are tuned so that one path need not wait for another.
    private long slowestRttNanos() {
        long slowest = 0;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (!known.get(i).life().isAbandoned()) {
                slowest = Math.max(slowest, known.get(i).network().rtt().smoothedNanos());
            }
        }
        return slowest;
    }
}
