package dev.quoll.core.connection;

import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.PacketProtection;

import java.util.List;
import java.util.Objects;

/// Decides what goes into one datagram of a path: which levels, in which order, how much padding.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.2 RFC 9000, section 12.2
final class DatagramWriter {
    /// Levels in the order in which they are coalesced.
    private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();

    /// Less than this is not worth another packet in a datagram.
    private static final int MIN_PACKET_ROOM = 80;

    /// A receiver asks for an acknowledgment of its own once in so many packets (RFC 9000 §13.2.4).
    private static final int PACKETS_BETWEEN_PINGS = 32;

    /// The longest header of a 0-RTT packet: first byte, version, two IDs, length, number.
    private static final int LONG_HEADER_LENGTH = 1 + 4 + 2 * (1 + 20) + 2 + 4;

    /// Packets that are sent without a break do not come farther apart.
    private static final long LEAST_SILENCE_NANOS = 25_000_000;

    private static final int ACK_DELAY_EXPONENT = 3; // the default of RFC 9000 §18.2

    /// What a datagram may carry besides acknowledgments and what its path owes.
    enum Cargo {
        /// Nothing.
        NOTHING,
        /// What came over paths that are given up is acknowledged.
        REPORTS,
        /// A PING.
        PING,
        /// Whatever waits, reports included.
        DATA;

        private boolean mayElicit() {
            return this == PING || this == DATA;
        }

        private boolean hasReports() {
            return this == REPORTS || this == DATA;
        }
    }

    private final Rooms rooms;
    private final Paths paths;
    private final PacketBuilder builder;
    private final DatagramPadding padding;

    DatagramWriter(Rooms rooms, PacketBuilder builder, DatagramPadding padding) {
        this.rooms = rooms;
        this.paths = rooms.paths();
        this.builder = builder;
        this.padding = padding;
    }

    /// Writes a datagram if there is anything to send.
    ///
    /// @return its length, 0 if there is nothing
    int write(DatagramBatch out, Path path, int room, Cargo cargo, long nowNanos) {
        boolean closing = rooms.closer().wantsToSend();
        boolean open = rooms.lifetime().isOpen();
        Cargo allowed = open ? cargo : Cargo.NOTHING;
        int wanted = 0;
        for (EncryptionLevel level : LEVELS) {
            if (closing ? closesAt(level, path) : open && wants(level, path, allowed, nowNanos)) {
                wanted |= 1 << level.ordinal();
            }
        }
        int length = wanted == 0 ? 0 : coalesce(out, path, room, wanted, allowed, nowNanos);
        if (closing && length > 0) {
            rooms.closer().onSent();
        }
        return length;
    }

    /// Writes a datagram of a Handshake packet alone, which needs no padding.
    ///
    /// @return its length, 0 if no handshake bytes wait
    int writeHandshake(DatagramBatch out, Path path, int room, long nowNanos) {
        EncryptionLevel level = EncryptionLevel.HANDSHAKE;
        boolean isWanted = rooms.lifetime().isOpen() && wants(level, path, Cargo.DATA, nowNanos);
        return isWanted ? coalesce(out, path, room, 1 << level.ordinal(), Cargo.DATA, nowNanos) : 0;
    }

    /// Counts a datagram that was written for a route.
    static void count(DatagramBatch out, Path path, Route route, int length) {
        out.addDatagram(length);
        route.amplification().onSent(length);
        path.counts().sent().onDatagram(length);
    }

    /// Writes the last packet over a path that is given up: that it is given up, and what came.
    ///
    /// @return its length, 0 if there is no room
    int writeLastWord(DatagramBatch out, Path path, int room, long nowNanos) {
        if (!builder.begin(
                out,
                EncryptionLevel.ONE_RTT,
                path.space(),
                path,
                path.route(),
                out.length(),
                room,
                nowNanos)) {
            return 0;
        }
        acknowledge(path, nowNanos);
        rooms.notices().writeTo(builder);
        return finish(EncryptionLevel.ONE_RTT, path, nowNanos);
    }

    /// Whether anything waits that any path may carry.
    boolean hasData() {
        for (EncryptionLevel level : LEVELS) {
            if (rooms.keys().canSend(level) && hasData(level)) {
                return true;
            }
        }
        return false;
    }

    /// When an acknowledgment must be sent over a path.
    long ackNanos(Path path) {
        long earliest = Connection.NEVER;
        for (PacketSpace space : rooms.spaces().of(path)) {
            if (rooms.keys().canSend(space.level()) && !space.received().ranges().isEmpty()) {
                earliest = Math.min(earliest, space.ackPolicy().deadlineNanos());
            }
        }
        return earliest;
    }

    /// Writes what the path's 1-RTT packets acknowledge.
    void acknowledge(Path path, long nowNanos) {
        if (rooms.credit().isNegotiated()) {
            builder.acknowledge(path, ACK_DELAY_EXPONENT, nowNanos);
        } else {
            builder.acknowledge(ACK_DELAY_EXPONENT, nowNanos);
        }
    }

    /// Asks for an acknowledgment without delay, if the peer knows that frame.
    void wantAckAtOnce(EncryptionLevel level) {
        if (level == EncryptionLevel.ONE_RTT && rooms.ackRequests().isSupported()) {
            builder.offer(ImmediateAckFrame.INSTANCE);
        }
    }

    /// Ends the packet that was begun.
    ///
    /// @return its length
    int finish(EncryptionLevel level, Path path, long nowNanos) {
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

    /// Bytes of frames that a packet holds at present, on whichever path, if nothing else is in its
    /// datagram.
    int packetRoom() {
        int least = Integer.MAX_VALUE;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isOpen()) {
                least = Math.min(least, packetRoom(each));
            }
        }
        return least == Integer.MAX_VALUE ? packetRoom(paths.zero()) : least;
    }

    private int packetRoom(Path path) {
        boolean isShort =
                rooms.keys().canSend(EncryptionLevel.ONE_RTT) && !path.peerIds().isEmpty();
        int header =
                isShort
                        ? 1 + path.peerIds().current().length() + PacketNumber.MAX_LENGTH
                        : LONG_HEADER_LENGTH;
        return path.network().maxDatagramSize() - header - PacketProtection.TAG_LENGTH;
    }

    /// A client that has 0-RTT keys alone closes in an Initial packet, which the server can open in
    /// any case (RFC 9000 §10.2.3).
    private boolean closesAt(EncryptionLevel level, Path path) {
        return level != EncryptionLevel.ZERO_RTT
                && rooms.keys().canSend(level)
                && (level == EncryptionLevel.ONE_RTT || path == paths.zero());
    }

    private boolean wants(EncryptionLevel level, Path path, Cargo cargo, long nowNanos) {
        if (!rooms.keys().canSend(level)
                || level != EncryptionLevel.ONE_RTT && path != paths.zero()) {
            return false;
        }
        if (level == EncryptionLevel.ZERO_RTT) { // RFC 9000 §12.5: no ACK frames, and no probes yet
            return cargo == Cargo.DATA && hasData(level);
        }
        PacketSpace space = rooms.spaces().of(level, path);
        return space != null
                && (mustAcknowledge(space, nowNanos)
                        || space.wantsProbe()
                        || cargo == Cargo.DATA && hasData(level)
                        || cargo.mayElicit()
                                && level == EncryptionLevel.ONE_RTT
                                && rooms.addressDiscovery().wantsToSend(path)
                        || cargo.hasReports()
                                && level == EncryptionLevel.ONE_RTT
                                && mustAcknowledgeAbandoned(nowNanos));
    }

    private static boolean mustAcknowledge(PacketSpace space, long nowNanos) {
        return space.ackPolicy().isDue(nowNanos) && !space.received().ranges().isEmpty();
    }

    private boolean mustAcknowledgeAbandoned(long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isAbandoned() && mustAcknowledge(each.space(), nowNanos)) {
                return true;
            }
        }
        return false;
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
                || rooms.notices().wantsToSend()
                || rooms.punching().wantsToSend()
                || rooms.datagrams().wantsToSend()
                || rooms.streams().wantsToSend();
    }

    /// Puts a packet of each wanted level into one datagram (RFC 9000 §12.2).
    private int coalesce(
            DatagramBatch out, Path path, int room, int wantedLevels, Cargo cargo, long nowNanos) {
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
            fill(level, path, space, cargo, nowNanos);
            mustPad |= level == EncryptionLevel.INITIAL && isInitialPadded(); // RFC 9000 §14.1
            boolean last = wanted == 0 || room - length - builder.length() < MIN_PACKET_ROOM;
            if (last && mustPad) {
                builder.padTo(RouteConfig.MIN_DATAGRAM_SIZE - length);
            }
            if (last && padding == DatagramPadding.FULL && builder.isAckEliciting()) {
                builder.padTo(room - length);
            }
            if (!builder.isEmpty()) {
                length += finish(level, path, nowNanos);
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

    private void fill(
            EncryptionLevel level, Path path, PacketSpace space, Cargo cargo, long nowNanos) {
        if (rooms.closer().wantsToSend()) {
            acknowledge(level, path, nowNanos);
            builder.offer(rooms.closer().frame(level, builder.remaining()));
            return;
        }
        if (level == EncryptionLevel.ZERO_RTT) {
            rooms.datagrams().writeTo(builder, packetRoom());
            rooms.streams().writeTo(builder);
            return;
        }
        if (space.ackPolicy().isDue(nowNanos) || space.ackPolicy().isWelcome()) {
            acknowledge(level, path, nowNanos);
            repeatForSilentPaths(path, nowNanos);
        }
        if (cargo.hasReports() && level == EncryptionLevel.ONE_RTT) {
            acknowledgeAbandoned(nowNanos);
        }
        if (cargo.mayElicit() && level == EncryptionLevel.ONE_RTT) {
            rooms.addressDiscovery().writeTo(path, builder);
        }
        boolean isLastHope = space.wantsProbe() && !paths.hasOtherOpen(path);
        if (cargo == Cargo.DATA || isLastHope && path.life().isOpen()) {
            rooms.cryptoStreams().of(level).writeTo(builder);
            if (level == EncryptionLevel.ONE_RTT) {
                fillWithApplicationData();
            }
        } else if (isLastHope) { // no data before it is proved (multipath §3.1)
            rooms.notices().writeTo(builder);
        }
        boolean longSilent = space.sent().sentSinceAckEliciting() >= PACKETS_BETWEEN_PINGS;
        if (space.wantsProbe()) {
            wantAckAtOnce(level);
        }
        if (!builder.isAckEliciting() && (space.wantsProbe() || cargo.mayElicit() && longSilent)) {
            builder.offer(PingFrame.INSTANCE);
        }
    }

    private void acknowledge(EncryptionLevel level, Path path, long nowNanos) {
        if (level == EncryptionLevel.ONE_RTT) {
            acknowledge(path, nowNanos);
        } else {
            builder.acknowledge(ACK_DELAY_EXPONENT, nowNanos);
        }
    }

    /// What came over paths that are given up can only be acknowledged elsewhere.
    private void acknowledgeAbandoned(long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isAbandoned() && mustAcknowledge(each.space(), nowNanos)) {
                builder.acknowledge(each, ACK_DELAY_EXPONENT, nowNanos);
            }
        }
    }

    /// Where nothing comes over a path any more, the last acknowledgment may not have arrived
    /// either: without it the peer would send again elsewhere what we have.
    private void repeatForSilentPaths(Path path, long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each != path
                    && each.life().isOpen()
                    && each.space().ackPolicy().isRepeatable()
                    && nowNanos - each.life().heardNanos() >= silenceNanos(each)) {
                builder.acknowledge(each, ACK_DELAY_EXPONENT, nowNanos);
                each.space().ackPolicy().onRepeated();
            }
        }
    }

    private static long silenceNanos(Path path) {
        return Math.max(LEAST_SILENCE_NANOS, path.network().rtt().smoothedNanos() / 2);
    }

    private void fillWithApplicationData() {
        rooms.handshakeDone().writeTo(builder);
        rooms.notices().writeTo(builder);
        rooms.punching().writeTo(builder);
        rooms.newTokens().writeTo(builder);
        rooms.ackRequests().writeTo(builder);
        rooms.datagrams().writeTo(builder, packetRoom());
        rooms.streams().writeTo(builder);
    }
}
