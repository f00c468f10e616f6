package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.PacketProtection;

import java.util.Objects;
import java.util.random.RandomGenerator;

/// Decides what goes into the next datagrams: which level, in which order, how large. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14 RFC 9000, section 14: Datagram Size
final class Transmitter {
    /// Levels in the order in which they are coalesced.
    private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();

    /// Less than this is not worth another packet in a datagram.
    private static final int MIN_PACKET_ROOM = 80;

    /// A receiver asks for an acknowledgment of its own once in so many packets (RFC 9000 §13.2.4).
    private static final int PACKETS_BETWEEN_PINGS = 32;

    /// The least that must be allowed for a datagram with PATH_CHALLENGE and PATH_RESPONSE.
    static final int MIN_PROBE = 64;

    /// The longest header of a 0-RTT packet: first byte, version, two IDs, length, number.
    private static final int LONG_HEADER_LENGTH = 1 + 4 + 2 * (1 + 20) + 2 + 4;

    private static final int ACK_DELAY_EXPONENT = 3; // the default of RFC 9000 §18.2

    private final Rooms rooms;
    private final Path path;
    private final PacketBuilder builder;
    private final RandomGenerator random;
    private final DatagramPadding padding;
    private long paceNanos = NEVER;

    /// @param random makes challenges nobody can guess
    Transmitter(
            Rooms rooms, PacketBuilder builder, RandomGenerator random, DatagramPadding padding) {
        this.rooms = rooms;
        this.path = rooms.path();
        this.builder = builder;
        this.random = random;
        this.padding = padding;
    }

    /// Fills `out` with as many datagrams as may be sent now.
    ///
    /// @return whether there are any
    boolean build(DatagramBatch out, int maxDatagrams, long nowNanos) {
        if (areNumbersUsedUp()) {
            rooms.closer().onNumbersUsedUp();
            return false;
        }
        if (buildProbe(out, nowNanos)) {
            return true;
        }
        rooms.streams().observe(nowNanos, path.network().rtt().smoothedNanos());
        Route route = path.route();
        out.begin(route.fourTuple(), route.network().ecn().mark());
        paceNanos = NEVER;
        int most = Math.min(maxDatagrams, DatagramBatch.MAX_DATAGRAMS);
        while (out.datagramCount() < most) {
            int room = out.roomForDatagram(datagramSize());
            if (room == 0 || !maySend()) {
                break;
            }
            int length = buildDatagram(out, room, nowNanos);
            if (length == 0) {
                break;
            }
            addDatagram(out, route, length);
        }
        if (out.datagramCount() < most
                && route.network().isWindowOpen()
                && !hasData()
                && !rooms.streams().hasWaitingWriter()) {
            route.network().onNothingToSend();
        }
        return out.datagramCount() > 0 || buildMtuProbe(out, nowNanos);
    }

    private boolean areNumbersUsedUp() {
        for (PacketSpace space : rooms.spaces().of(path)) {
            if (space.sent().isUsedUp()) {
                return true;
            }
        }
        return false;
    }

    /// A datagram larger than any before, if nothing else is to be sent (RFC 9000 §14.4). Nobody is
    /// woken for it: on a quiet path the size of datagrams does not matter.
    private boolean buildMtuProbe(DatagramBatch out, long nowNanos) {
        Route route = path.route();
        NetworkConditions network = route.network();
        int size = rooms.lifetime().isConfirmed() ? network.mtu().probeSize(nowNanos) : 0;
        if (size == 0
                || !maySend()
                || !route.amplification().isValidated()
                || !network.isWindowOpen()
                || out.roomForDatagram(size) < size
                || !builder.begin(
                        out,
                        EncryptionLevel.ONE_RTT,
                        path.space(),
                        path,
                        route,
                        0,
                        size,
                        nowNanos)) {
            return false;
        }
        builder.markMtuProbe();
        wantAckAtOnce(EncryptionLevel.ONE_RTT);
        builder.offer(PingFrame.INSTANCE);
        builder.padTo(size);
        addDatagram(out, route, finish(EncryptionLevel.ONE_RTT, nowNanos));
        network.mtu().onProbeSent();
        return true;
    }

    /// A datagram with what proves a route, in one direction or both (RFC 9000 §8.2). Off the
    /// present route nothing else is in it, so that it moves the connection nowhere.
    private boolean buildProbe(DatagramBatch out, long nowNanos) {
        rooms.migration().goToPreferred(path, nowNanos);
        Route route =
                rooms.lifetime().isOpen() && rooms.keys().canSend(EncryptionLevel.ONE_RTT)
                        ? rooms.migration().wantsProbe(path, nowNanos)
                        : null;
        if (route == null) {
            return false;
        }
        out.begin(route.fourTuple(), route.network().ecn().mark());
        int allowed =
                (int) Math.min(RouteConfig.MIN_DATAGRAM_SIZE, route.amplification().allowance());
        int room = out.roomForDatagram(allowed);
        if (!builder.begin(
                out, EncryptionLevel.ONE_RTT, path.space(), path, route, 0, room, nowNanos)) {
            return false;
        }
        route.challengeReplies().writeTo(builder);
        if (route.validation().isDue(nowNanos)) {
            challenge(route, room == RouteConfig.MIN_DATAGRAM_SIZE, nowNanos);
        }
        if (route == path.route()) {
            builder.acknowledge(ACK_DELAY_EXPONENT, nowNanos);
        }
        builder.padTo(room); // RFC 9000 §8.2.1, §8.2.2
        addDatagram(out, route, finish(EncryptionLevel.ONE_RTT, nowNanos));
        return true;
    }

    private void challenge(Route route, boolean isFull, long nowNanos) {
        long data = random.nextLong();
        if (builder.offer(new PathChallengeFrame(data))) {
            long ptoNanos = rooms.migration().ptoNanos(route);
            route.validation().onSent(data, isFull, nowNanos, ptoNanos);
        }
    }

    private void addDatagram(DatagramBatch out, Route route, int length) {
        out.addDatagram(length);
        route.amplification().onSent(length);
        path.counts().sent().onDatagram(length);
    }

    /// When data that waits for the pacer may go; set by [#build].
    long paceNanos() {
        return maySend() ? paceNanos : NEVER;
    }

    /// When an acknowledgment must be sent.
    long ackNanos() {
        long earliest = NEVER;
        for (PacketSpace space : rooms.spaces().of(path)) {
            if (maySend()
                    && rooms.keys().canSend(space.level())
                    && !space.received().ranges().isEmpty()) {
                earliest = Math.min(earliest, space.ackPolicy().deadlineNanos());
            }
        }
        return earliest;
    }

    private boolean maySend() {
        return path.route().mayReach()
                && !path.peerIds().isEmpty()
                && !path.space().sent().isFull();
    }

    /// After two probe timeouts large datagrams may be what does not arrive (RFC 9000 §14.4).
    private int datagramSize() {
        int size = path.network().maxDatagramSize();
        return path.probeTimer().count() < 2 ? size : Math.min(size, RouteConfig.MIN_DATAGRAM_SIZE);
    }

    private int buildDatagram(DatagramBatch out, int room, long nowNanos) {
        boolean closing = rooms.closer().wantsToSend();
        boolean open = rooms.lifetime().isOpen();
        boolean eliciting = open && mayElicit(nowNanos);
        int wanted = 0;
        for (EncryptionLevel level : LEVELS) {
            if (closing ? closesAt(level) : open && wants(level, eliciting, nowNanos)) {
                wanted |= 1 << level.ordinal();
            }
        }
        int length = wanted == 0 ? 0 : coalesce(out, room, wanted, eliciting, nowNanos);
        if (closing && length > 0) {
            rooms.closer().onSent();
        }
        return length;
    }

    /// A client that has 0-RTT keys alone closes in an Initial packet, which the server can open in
    /// any case (RFC 9000 §10.2.3).
    private boolean closesAt(EncryptionLevel level) {
        return level != EncryptionLevel.ZERO_RTT && rooms.keys().canSend(level);
    }

    private boolean mayElicit(long nowNanos) {
        NetworkConditions network = path.network();
        boolean mayPace = network.mayPace(nowNanos);
        if (network.isWindowOpen() && mayPace) {
            return true;
        }
        if (hasData()) {
            network.onHeldBack(nowNanos);
            paceNanos = network.isWindowOpen() ? network.paceNanos(nowNanos) : NEVER;
        }
        return false;
    }

    private boolean hasData() {
        for (EncryptionLevel level : LEVELS) {
            if (rooms.keys().canSend(level) && hasData(level)) {
                return true;
            }
        }
        return false;
    }

    private boolean wants(EncryptionLevel level, boolean eliciting, long nowNanos) {
        PacketSpace space = rooms.spaces().of(level, path);
        if (level == EncryptionLevel.ZERO_RTT) { // RFC 9000 §12.5: no ACK frames, and no probes yet
            return eliciting && rooms.keys().canSend(level) && hasData(level);
        }
        return space != null
                && rooms.keys().canSend(level)
                && (mustAcknowledge(space, nowNanos)
                        || space.wantsProbe()
                        || eliciting && hasData(level));
    }

    private static boolean mustAcknowledge(PacketSpace space, long nowNanos) {
        return space.ackPolicy().isDue(nowNanos) && !space.received().ranges().isEmpty();
    }

    private boolean hasData(EncryptionLevel level) {
        return switch (level) {
            case INITIAL, HANDSHAKE -> rooms.cryptoStreams().of(level).wantsToSend();
            case ZERO_RTT -> rooms.streams().wantsToSend() || rooms.datagrams().wantsToSend();
            case ONE_RTT -> rooms.cryptoStreams().of(level).wantsToSend() || hasApplicationData();
        };
    }

    private boolean hasApplicationData() {
        return rooms.handshakeDone().wantsToSend()
                || rooms.newTokens().wantsToSend()
                || rooms.ackRequests().wantsToSend()
                || path.issuedIds().wantsToSend()
                || path.peerIds().wantsToSend()
                || rooms.datagrams().wantsToSend()
                || rooms.streams().wantsToSend();
    }

    /// Puts a packet of each wanted level into one datagram (RFC 9000 §12.2).
    private int coalesce(
            DatagramBatch out, int room, int wantedLevels, boolean eliciting, long nowNanos) {
        int wanted = wantedLevels;
        int length = 0;
        boolean mustPad = false;
        for (EncryptionLevel level : LEVELS) {
            PacketSpace space = rooms.spaces().of(level, path);
            if ((wanted & 1 << level.ordinal()) == 0 || space == null) {
                continue;
            }
            wanted &= ~(1 << level.ordinal());
            int offset = out.length() + length;
            if (!builder.begin(
                    out, level, space, path, path.route(), offset, room - length, nowNanos)) {
                break;
            }
            fill(level, space, eliciting, nowNanos);
            mustPad |= level == EncryptionLevel.INITIAL && isInitialPadded(); // RFC 9000 §14.1
            boolean last = wanted == 0 || room - length - builder.length() < MIN_PACKET_ROOM;
            if (last && mustPad) {
                builder.padTo(RouteConfig.MIN_DATAGRAM_SIZE - length);
            }
            if (last && padding == DatagramPadding.FULL && builder.isAckEliciting()) {
                builder.padTo(room - length);
            }
            if (!builder.isEmpty()) {
                length += finish(level, nowNanos);
            }
            if (last) {
                break;
            }
        }
        return length;
    }

    private boolean isInitialPadded() {
        return rooms.side() == Side.CLIENT || builder.isAckEliciting();
    }

    private void fill(EncryptionLevel level, PacketSpace space, boolean eliciting, long nowNanos) {
        if (rooms.closer().wantsToSend()) {
            builder.acknowledge(ACK_DELAY_EXPONENT, nowNanos);
            builder.offer(rooms.closer().frame(level, builder.remaining()));
            return;
        }
        if (level == EncryptionLevel.ZERO_RTT) {
            rooms.datagrams().writeTo(builder, packetRoom());
            rooms.streams().writeTo(builder);
            return;
        }
        if (space.ackPolicy().isDue(nowNanos) || space.ackPolicy().isWelcome()) {
            builder.acknowledge(ACK_DELAY_EXPONENT, nowNanos);
        }
        if (eliciting || space.wantsProbe()) {
            rooms.cryptoStreams().of(level).writeTo(builder);
            if (level == EncryptionLevel.ONE_RTT) {
                fillWithApplicationData();
            }
        }
        boolean longSilent = space.sent().sentSinceAckEliciting() >= PACKETS_BETWEEN_PINGS;
        if (space.wantsProbe()) {
            wantAckAtOnce(level);
        }
        if (!builder.isAckEliciting() && (space.wantsProbe() || eliciting && longSilent)) {
            builder.offer(PingFrame.INSTANCE);
        }
    }

    private void fillWithApplicationData() {
        rooms.handshakeDone().writeTo(builder);
        path.issuedIds().writeTo(builder);
        path.peerIds().writeTo(builder);
        rooms.newTokens().writeTo(builder);
        rooms.ackRequests().writeTo(builder);
        rooms.datagrams().writeTo(builder, packetRoom());
        rooms.streams().writeTo(builder);
    }

    private void wantAckAtOnce(EncryptionLevel level) {
        if (level == EncryptionLevel.ONE_RTT && rooms.ackRequests().isSupported()) {
            builder.offer(ImmediateAckFrame.INSTANCE);
        }
    }

    /// Bytes of frames that a packet holds at present if nothing else is in its datagram.
    int packetRoom() {
        int header =
                rooms.keys().canSend(EncryptionLevel.ONE_RTT)
                        ? 1 + path.peerIds().current().length() + PacketNumber.MAX_LENGTH
                        : LONG_HEADER_LENGTH;
        return path.network().maxDatagramSize() - header - PacketProtection.TAG_LENGTH;
    }

    private int finish(EncryptionLevel level, long nowNanos) {
        if (builder.isAckEliciting()) {
            rooms.idle().onAckElicitingSent(nowNanos);
            rooms.recovery().onActivity(nowNanos);
        }
        int length;
        if (level == EncryptionLevel.ONE_RTT) {
            KeyPhases phases = rooms.keys().oneRtt();
            phases.countSealed();
            path.space().keyMarks().onSent(phases.sendPhase(), builder.packetNumber());
            length = builder.finish(phases.sealer(), phases.sendProtector(), nowNanos);
        } else {
            PacketKeys.SendKeys keys = Objects.requireNonNull(rooms.keys().send(level));
            length = builder.finish(keys.sealer(), keys.protector(), nowNanos);
        }
        if (level == EncryptionLevel.HANDSHAKE && rooms.side() == Side.CLIENT) {
            rooms.handshake().onHandshakePacket(); // RFC 9001 §4.9.1
        }
        return length;
    }
}
