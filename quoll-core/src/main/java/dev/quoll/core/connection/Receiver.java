package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FramePermissions;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.multipath.UnopenedPath;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stats.DropReason;

import org.jspecify.annotations.Nullable;

/// Takes a datagram apart: packets, then frames. Here, and only here, a peer that breaks the
/// protocol is answered with the end of the connection. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.2 RFC 9000, section 12.2
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5 RFC 9001, section 5
final class Receiver {
    /// The shortest datagram that can be a stateless reset (RFC 9000 §10.3).
    private static final int MIN_RESET = 21;

    private static final NatTraversalVariant[] TRAVERSALS = NatTraversalVariant.values();

    private final Side side;
    private final Versions versions;
    private final Paths paths;
    private final PathCredit credit;
    private final PathOpener opener;
    private final PathCloser pathCloser;
    private final NetworkChange networkChange;
    private final Punching punching;
    private final RouteProbes routeProbes;
    private final Spaces spaces;
    private final Lifetime lifetime;
    private final Handshake handshake;
    private final Agreement agreement;
    private final Retries retries;
    private final VersionOffers offers;
    private final FrameDispatcher dispatcher;
    private final Recovery recovery;
    private final Migration migration;
    private final KeyUpdates keyUpdates;
    private final IdleTimer idle;
    private final KeepAlive keepAlive;
    private final Rest rest;
    private final Closer closer;
    private final PacketKeys keys;
    private final EarlyKeys earlyKeys;
    private final PacketOpening opening;
    private final DropCounts drops;
    private final Narrator narrator;
    private final PacketReader packets;
    private @Nullable FrameReader reader; // none while the connection rests
    private final HeldPackets held = new HeldPackets();
    private final ReceivedPacket packet;
    private final int idLength;

    /// The path that the datagram is for.
    private Path path;

    /// @param idLength bytes of our connection IDs
    Receiver(Rooms rooms, PacketReader packets, int idLength) {
        side = rooms.side();
        versions = rooms.versions();
        paths = rooms.paths();
        credit = rooms.credit();
        opener = rooms.pathOpener();
        pathCloser = rooms.pathCloser();
        networkChange = rooms.networkChange();
        punching = rooms.punching();
        routeProbes = rooms.routeProbes();
        path = paths.zero();
        spaces = rooms.spaces();
        lifetime = rooms.lifetime();
        handshake = rooms.handshake();
        agreement = rooms.agreement();
        retries = rooms.retries();
        offers = rooms.offers();
        dispatcher = rooms.dispatcher();
        recovery = rooms.recovery();
        migration = rooms.migration();
        keyUpdates = rooms.keyUpdates();
        idle = rooms.idle();
        keepAlive = rooms.keepAlive();
        rest = rooms.rest();
        closer = rooms.closer();
        keys = rooms.keys();
        drops = rooms.drops();
        narrator = rooms.narrator();
        earlyKeys = new EarlyKeys(keys);
        opening = new PacketOpening(keys);
        this.packets = packets;
        this.idLength = idLength;
        packet = new ReceivedPacket(packets.header(), path);
    }

    void receive(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        Path to = pathOf(bytes, offset, length, route, nowNanos);
        if (to == null) {
            drop(DropReason.UNOPENED_PATH, length, nowNanos);
            return;
        }
        path = to;
        Route known = migration.find(path, route);
        if (known == null && !mayAppear(route, nowNanos)) {
            if (isReset(route, bytes, offset, length)) { // of another path, maybe
                closer.onStatelessReset(nowNanos);
            } else {
                drop(DropReason.OTHER_ROUTE, length, nowNanos); // RFC 9000 §9
            }
            return;
        }
        if (known != null) {
            known.amplification().onReceived(length);
        }
        path.counts().received().onDatagram(length);
        keyUpdates.discardOld(nowNanos);
        earlyKeys.discardOld(nowNanos);
        packet.setArrival(ecn, nowNanos);
        boolean opened = readPackets(bytes, offset, length, route);
        if (!opened && isReset(route, bytes, offset, length)) {
            closer.onStatelessReset(nowNanos);
        }
        openHeld();
        pathCloser.onReceived(nowNanos);
        networkChange.onProgress(nowNanos);
        punching.onProgress(nowNanos);
        probeRoutes(nowNanos);
    }

    /// Lets go of what was needed for the last packet.
    void rest() {
        opening.rest();
        reader = null; // its frames know the payload
    }

    private void probeRoutes(long nowNanos) {
        try {
            routeProbes.onProgress(nowNanos);
        } catch (TransportException e) {
            closer.close(e, 0, nowNanos);
        }
    }

    /// Whether packets for the path may come over a route not known.
    private boolean mayAppear(FourTuple route, long nowNanos) {
        return punching.takesFromAside()
                || routeProbes.mayAppear(path, nowNanos)
                || migration.mayAppear(path, route);
    }

    /// The path whose connection ID a datagram was sent to: its packets all have the same (RFC 9000
    /// §12.2). `null` if it is for a path that the peer cannot open.
    private @Nullable Path pathOf(
            byte[] bytes, int offset, int length, FourTuple route, long nowNanos) {
        if (!credit.isNegotiated() || length <= idLength || FirstByte.isLong(bytes[offset])) {
            return paths.zero();
        }
        Path found = paths.findFor(bytes, offset + 1, idLength);
        if (found != null) {
            return found;
        }
        UnopenedPath unopened = paths.findUnopenedFor(bytes, offset + 1, idLength);
        return unopened == null ? paths.zero() : opener.candidate(unopened, route, nowNanos);
    }

    /// Whether a datagram whose first packet does not open ends with a token that the peer gave for
    /// the ID we use with its address (RFC 9000 §10.3.1).
    private boolean isReset(FourTuple fourTuple, byte[] bytes, int offset, int length) {
        if (length < MIN_RESET) {
            return false;
        }
        int tokenOffset = length - StatelessResetToken.LENGTH;
        StatelessResetToken token = StatelessResetToken.of(bytes, offset + tokenOffset);
        boolean isReset = false;
        for (Path each : paths.known()) {
            Route route = migration.find(each, fourTuple);
            isReset |= route != null && each.peerIds().isResetToken(route.number(), token);
        }
        return isReset;
    }

    /// TLS made progress outside a packet: packets held back may open now.
    void openHeld() {
        while (handshake.takeNewKeys() && !held.isEmpty()) {
            for (EncryptionLevel level : EncryptionLevel.values()) {
                if (opening.canOpen(level)) {
                    held.take(level).forEach(this::open);
                }
            }
        }
    }

    private void open(HeldPackets.Held each) {
        path = paths.zero();
        packet.setArrival(each.ecn(), each.receivedNanos());
        readPackets(each.bytes(), 0, each.bytes().length, each.route());
    }

    /// @return whether the first packet could be opened
    private boolean readPackets(byte[] bytes, int offset, int length, FourTuple route) {
        packets.reset(bytes, offset, length);
        boolean firstOpened = false;
        for (boolean first = true; packets.hasNext() && !isOver(); first = false) {
            HeaderOutcome outcome = packets.next();
            DropReason reason =
                    outcome == HeaderOutcome.PACKET ? onPacket(length, route) : reasonOf(outcome);
            if (reason != null) {
                drop(reason, length, packet.nowNanos());
            }
            firstOpened |= first && (reason == null || reason == DropReason.DUPLICATE);
        }
        return firstOpened;
    }

    private void drop(DropReason reason, int length, long nowNanos) {
        drops.add(reason);
        narrator.onDropped(reason, length, nowNanos);
    }

    private boolean isOver() {
        return switch (lifetime.state()) {
            case Lifecycle.Draining _, Lifecycle.Drained _ -> true;
            default -> false;
        };
    }

    /// @return why the packet was not used; `null` if it was
    private @Nullable DropReason onPacket(int datagramLength, FourTuple route) {
        PacketHeader header = packets.header();
        if (header.type() == PacketType.RETRY) {
            return answered(PacketKind.RETRY, header, retries.onRetry(header, versions.original()));
        }
        EncryptionLevel level =
                switch (header.type()) {
                    case INITIAL -> EncryptionLevel.INITIAL;
                    case HANDSHAKE -> EncryptionLevel.HANDSHAKE;
                    case ZERO_RTT -> EncryptionLevel.ZERO_RTT;
                    case ONE_RTT -> EncryptionLevel.ONE_RTT;
                    case RETRY, VERSION_NEGOTIATION -> null;
                };
        if (level == null) {
            boolean isOffer = offers.onPacket(header, packet.nowNanos());
            return answered(PacketKind.VERSION_NEGOTIATION, header, isOffer);
        }
        if (header.isLong() && !versions.accepts(level, header.quicVersion())) {
            return DropReason.UNSUPPORTED_VERSION;
        }
        if (level == EncryptionLevel.INITIAL && side == Side.CLIENT && header.tokenLength() > 0) {
            return DropReason.UNEXPECTED_PACKET; // RFC 9000 §17.2.2
        }
        if (level == EncryptionLevel.INITIAL
                && side == Side.SERVER
                && datagramLength < RouteConfig.MIN_DATAGRAM_SIZE) { // RFC 9000 §14.1
            return DropReason.INITIAL_TOO_SMALL;
        }
        PacketSpace space = spaces.of(level, path);
        if (space == null || keys.isDiscarded(level)) {
            return DropReason.KEYS_DISCARDED;
        }
        packet.set(level, path, space);
        if (!opening.canOpen(level)) {
            return hold(header, route);
        }
        try {
            return open(header, datagramLength, route);
        } catch (TransportException e) {
            closer.close(e, 0, packet.nowNanos());
            return null;
        }
    }

    private @Nullable DropReason answered(PacketKind kind, PacketHeader header, boolean isUsed) {
        if (!isUsed) {
            return DropReason.UNEXPECTED_PACKET;
        }
        narrator.onUnprotected(kind, header, packet.nowNanos());
        return null;
    }

    private @Nullable DropReason hold(PacketHeader header, FourTuple route) {
        boolean isHeld =
                (packet.level() != EncryptionLevel.ZERO_RTT || side == Side.SERVER) // RFC 9001 §5.6
                        && held.hold(
                                packet.level(),
                                header.array(),
                                header.offset(),
                                header.end(),
                                route,
                                packet.ecn(),
                                packet.nowNanos());
        return isHeld ? null : DropReason.KEYS_NOT_AVAILABLE;
    }

    private @Nullable DropReason open(PacketHeader header, int datagramLength, FourTuple route)
            throws TransportException {
        PacketSpace space = packet.space();
        PacketOpening.Outcome outcome = opening.open(header, packet.level(), path, space);
        switch (outcome) {
            case NOT_AUTHENTIC -> {
                keyUpdates.onNotAuthentic();
                return DropReason.NOT_AUTHENTIC;
            }
            case DUPLICATE -> {
                return DropReason.DUPLICATE;
            }
            case KEYS_GONE -> {
                return DropReason.KEYS_DISCARDED;
            }
            case OPENED -> {}
        }
        if (header.isLong() && !agreement.onPeerSource(header.source())) {
            return DropReason.UNKNOWN_CONNECTION_ID; // RFC 9000 §7.2
        }
        if (packet.level() == EncryptionLevel.INITIAL) {
            versions.onInitial(header.quicVersion());
        }
        if (packet.level() == EncryptionLevel.ONE_RTT) {
            opener.onOpened(path, packet.nowNanos());
        }
        path.life().onHeard(packet.nowNanos());
        if (keyUpdates.isPhaseNew()) {
            keyUpdates.follow(recovery.longestPtoNanos(), packet.nowNanos());
        }
        if (packet.level() == EncryptionLevel.ONE_RTT && !earlyKeys.isLimited()) {
            earlyKeys.limit(recovery.ptoNanos(path), packet.nowNanos());
        }
        idle.onReceived(packet.nowNanos());
        keepAlive.onActivity(packet.nowNanos());
        rest.onActivity(packet.nowNanos());
        recovery.onActivity(packet.nowNanos());
        if (!lifetime.isOpen()) {
            closer.onPacketWhileClosing();
        }
        narrator.onOpened(packet, opening);
        process(header, space, datagramLength, route);
        return null;
    }

    private void process(
            PacketHeader header, PacketSpace space, int datagramLength, FourTuple route) {
        FrameReader frames = reader();
        if (credit.isNegotiated()) {
            frames.readMultipath();
        }
        for (NatTraversalVariant variant : TRAVERSALS) {
            if (punching.terms().isNegotiated(variant)) {
                frames.readNatTraversal(variant);
            }
        }
        frames.reset(opening.plaintext(), 0, opening.length());
        try {
            Route known = migration.find(path, route);
            packet.setDatagramLength(datagramLength);
            Route arrived = known == null ? unknown(route, datagramLength) : known;
            migration.onArrival(arrived, route);
            packet.setRoute(arrived);
            check(header);
            onAuthentic(packet.level());
            boolean probing = dispatch(frames, space);
            if (isNewest(space) && !header.isLong()) {
                path.spinBit().onNewest(FirstByte.isSpinSet(header.firstByte()));
            }
            boolean moves = isNewest(space) && !probing;
            if (arrived.isAside() && moves && migration.mayAppear(path, route)) {
                packet.setRoute(migration.onAppeared(path, route, datagramLength));
            }
            migration.onPacket(packet, moves && !packet.route().isAside());
        } catch (TransportException e) {
            closer.close(e, frames.frameType(), packet.nowNanos());
        }
    }

    private FrameReader reader() {
        FrameReader present = reader == null ? new FrameReader() : reader;
        reader = present;
        return present;
    }

    /// Where iroh's NAT traversal is spoken, only a packet that is no mere probe shows that a
    /// client has moved; without it any may, so that its route is probed.
    private Route unknown(FourTuple route, int datagramLength) throws TransportException {
        if (punching.takesFromAside()) {
            return path.routes().aside(route);
        }
        return side == Side.CLIENT
                ? routeProbes.onAppeared(path, route, datagramLength, packet.nowNanos())
                : migration.onAppeared(path, route, datagramLength);
    }

    private void check(PacketHeader header) throws TransportException {
        if (!FirstByte.hasValidReservedBits(header.firstByte())) { // RFC 9000 §17.2, §17.3.1
            throw violation("reserved bits set");
        }
        if (opening.length() == 0) { // RFC 9000 §12.4
            throw violation("packet without frames");
        }
    }

    private void onAuthentic(EncryptionLevel level) {
        if (side == Side.SERVER && level == EncryptionLevel.HANDSHAKE) {
            AmplificationLimit limit = path.route().amplification();
            limit.onValidated(); // RFC 9000 §8.1
            handshake.onHandshakePacket();
        }
    }

    private boolean isNewest(PacketSpace space) {
        return opening.packetNumber() == space.received().largest();
    }

    /// @return whether all frames may be sent without moving the connection (RFC 9000 §9.1)
    private boolean dispatch(FrameReader frames, PacketSpace space) throws TransportException {
        FramePermissions permitted =
                switch (packet.level()) {
                    case INITIAL, HANDSHAKE -> FramePermissions.HANDSHAKE;
                    case ZERO_RTT -> FramePermissions.ZERO_RTT;
                    case ONE_RTT -> FramePermissions.ONE_RTT;
                };
        boolean ackEliciting = false;
        boolean probing = true;
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            if (!permitted.allow(frames.frameType())) { // RFC 9000 §12.4
                throw violation("frame not allowed in " + packet.level() + " packet");
            }
            path.counts().received().onFrame(FrameKinds.of(frame));
            ackEliciting |= frame.isAckEliciting();
            probing &= frame.isProbing();
            if (lifetime.isOpen() || isClose(frame)) {
                dispatcher.dispatch(frame, packet);
            }
        }
        // only now, for a packet at fault is not acknowledged (RFC 9000 §13.1)
        space.received().onReceived(opening.packetNumber(), packet.ecn(), packet.nowNanos());
        if (ackEliciting) {
            space.ackPolicy()
                    .onAckEliciting(
                            opening.packetNumber(),
                            packet.ecn(),
                            space.received(),
                            packet.nowNanos());
        } else {
            space.ackPolicy().onOther();
        }
        if (ackEliciting && path.life().isAbandoned()) { // its sender cannot wait for long
            space.ackPolicy().onImmediateAck(packet.nowNanos());
        }
        return probing;
    }

    private static boolean isClose(Frame frame) {
        return frame instanceof ConnectionCloseFrame || frame instanceof ApplicationCloseFrame;
    }

    private static DropReason reasonOf(HeaderOutcome outcome) {
        return switch (outcome) {
            case UNKNOWN_VERSION -> DropReason.UNSUPPORTED_VERSION;
            case OTHER_CONNECTION_ID -> DropReason.UNKNOWN_CONNECTION_ID;
            case PACKET, TRUNCATED, FIXED_BIT_CLEAR, CONNECTION_ID_TOO_LONG, TOO_SHORT_TO_OPEN ->
                    DropReason.MALFORMED_HEADER;
        };
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
