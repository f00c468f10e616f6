package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.connection.DatagramWriter.Cargo;
import dev.quoll.core.multipath.PathScheduler;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.space.PacketSpace;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Decides which path the next datagrams take, how many they are and how large. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14 RFC 9000, section 14: Datagram Size
final class Transmitter {
    /// Less is not worth a datagram of handshake bytes.
    private static final int MIN_REST = 80;

    private final Rooms rooms;
    private final Paths paths;
    private final PathScheduler scheduler;
    private final DatagramWriter writer;
    private final ProbeWriter probes;
    private long paceNanos = NEVER;

    Transmitter(Rooms rooms, PathScheduler scheduler, DatagramWriter writer, ProbeWriter probes) {
        this.rooms = rooms;
        this.paths = rooms.paths();
        this.scheduler = scheduler;
        this.writer = writer;
        this.probes = probes;
    }

    /// Fills `out` with as many datagrams of one route as may be sent now.
    ///
    /// @return whether there are any
    boolean build(DatagramBatch out, int maxDatagrams, long nowNanos) {
        if (areNumbersUsedUp()) {
            rooms.closer().onNumbersUsedUp();
            return false;
        }
        if (probes.build(out, nowNanos) || buildLastWord(out, nowNanos)) {
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
            if (each != carrier
                    && PathScheduler.canReach(each)
                    && buildOn(each, carrier, out, most, nowNanos)) {
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
        return probes.buildForMtu(out, nowNanos);
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
            if (over != null && PathScheduler.canReach(over)) {
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
            if (room == 0 || !PathScheduler.canReach(path)) {
                break;
            }
            int length = writer.write(out, path, room, cargo(path, carrier, nowNanos), nowNanos);
            if (length == 0) {
                break;
            }
            DatagramWriter.count(out, path, route, length);
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
            DatagramWriter.count(out, path, route, length);
        }
        return length > 0;
    }

    private Cargo cargo(Path path, @Nullable Path carrier, long nowNanos) {
        if (PathScheduler.canSend(path, nowNanos)) {
            return path == carrier ? Cargo.DATA : Cargo.PING;
        }
        return path == carrier ? Cargo.REPORTS : Cargo.NOTHING;
    }

    /// Where the peer gives up the only path, the answer can only go there.
    private boolean buildLastWord(DatagramBatch out, long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path path = known.get(i);
            if (rooms.lifetime().isOpen() && rooms.pathCloser().isLastWord(path)) {
                Route route = path.route();
                out.begin(route.fourTuple(), route.network().ecn().mark());
                int room = out.roomForDatagram(ProbeWriter.size(route));
                int length = writer.writeLastWord(out, path, room, nowNanos);
                rooms.pathCloser().onLastWord(path);
                if (length > 0) {
                    DatagramWriter.count(out, path, route, length);
                    return true;
                }
            }
        }
        return false;
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
