package dev.quoll.core.connection;

import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.observe.LossTrigger;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.stats.DropReason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tells an observer what the connection does. Packets are told where they are built and opened;
/// all that changes seldom is found by comparison at the end of each call, so that the rooms know
/// nothing of it. Where nobody listens, a call costs one comparison. *Confined*.
final class Narrator {
    /// Tells nobody.
    static final Narrator SILENT = new Narrator(null, ConnectionId.EMPTY);

    private final @Nullable ConnectionObserver observer;
    private final Changes changes;
    private final List<Observation> noted = new ArrayList<>();
    private long nowNanos;

    private Narrator(@Nullable ConnectionObserver observer, ConnectionId originalDestination) {
        this.observer = observer;
        changes = new Changes(originalDestination);
    }

    /// Tells whoever wants to observe this connection.
    static Narrator of(ConnectionObservers observers, Side side, ConnectionId originalDestination) {
        return observers
                .observe(side, originalDestination)
                .map(found -> new Narrator(found, originalDestination))
                .orElse(SILENT);
    }

    static PacketKind kindOf(EncryptionLevel level) {
        return switch (level) {
            case INITIAL -> PacketKind.INITIAL;
            case ZERO_RTT -> PacketKind.ZERO_RTT;
            case HANDSHAKE -> PacketKind.HANDSHAKE;
            case ONE_RTT -> PacketKind.ONE_RTT;
        };
    }

    /// Our transport parameters are encoded.
    void onLocalParameters(byte[] encoded) {
        if (observer != null) {
            noted.add(new Observation.LocalParameters(encoded.clone()));
        }
    }

    /// A packet is built and not sealed yet: its header is in `bytes` from `header` to `payload`,
    /// its frames from there to `end`.
    void onBuilt(
            EncryptionLevel level,
            Path path,
            long number,
            byte[] bytes,
            int header,
            int payload,
            int end,
            long nowNanos) {
        if (observer != null) {
            ObservedPacket packet =
                    new ObservedPacket(
                            kindOf(level),
                            path.id(),
                            number,
                            Arrays.copyOfRange(bytes, header, payload),
                            Arrays.copyOfRange(bytes, payload, end),
                            end - header + PacketProtection.TAG_LENGTH);
            tell(new Observation.PacketSent(packet), nowNanos);
        }
    }

    /// A packet was opened.
    void onOpened(ReceivedPacket packet, PacketOpening opening) {
        if (observer != null) {
            PacketHeader header = packet.header();
            int payload = header.end() - PacketProtection.TAG_LENGTH - opening.length();
            ObservedPacket seen =
                    new ObservedPacket(
                            kindOf(packet.level()),
                            packet.path().id(),
                            opening.packetNumber(),
                            Arrays.copyOfRange(header.array(), header.offset(), payload),
                            Arrays.copyOf(opening.plaintext(), opening.length()),
                            header.end() - header.offset());
            tell(new Observation.PacketReceived(seen), packet.nowNanos());
        }
    }

    /// A packet came that is not protected by keys of the connection, and counts.
    void onUnprotected(PacketKind kind, PacketHeader header, long nowNanos) {
        if (observer != null) {
            byte[] bytes = Arrays.copyOfRange(header.array(), header.offset(), header.end());
            ObservedPacket seen =
                    new ObservedPacket(kind, PathId.ZERO, 0, bytes, new byte[0], bytes.length);
            tell(new Observation.PacketReceived(seen), nowNanos);
        }
    }

    /// A datagram of `length` bytes, or a packet in it, is not used.
    void onDropped(DropReason reason, int length, long nowNanos) {
        if (observer != null) {
            tell(new Observation.PacketDropped(reason, length), nowNanos);
        }
    }

    /// An outstanding packet is found lost.
    void onLost(Path path, PacketSpace space, long number, long nowNanos) {
        if (observer != null) {
            SentPackets sent = space.sent();
            long behind = sent.largestAcked() - number;
            LossTrigger trigger =
                    behind >= space.lossDetector().packetThreshold()
                            ? LossTrigger.REORDERING_THRESHOLD
                            : LossTrigger.TIME_THRESHOLD;
            Observation.PacketLost lost =
                    new Observation.PacketLost(
                            kindOf(space.level()),
                            path.id(),
                            number,
                            sent.bytes(number),
                            trigger,
                            sent.has(number, SentPackets.MTU_PROBE));
            tell(lost, nowNanos);
        }
    }

    /// The owner is told something.
    void onEvent(ConnectionEvent event) {
        if (observer != null) {
            switch (event) {
                case ConnectionEvent.Established(HandshakeData data) -> noted.add(completed(data));
                case ConnectionEvent.PathChanged(var change) ->
                        noted.add(new Observation.PathChanged(change));
                case ConnectionEvent.CandidateAdded(var address) ->
                        noted.add(
                                new Observation.CandidateChanged(
                                        new NatTraversalEvent.AddressAdded(address)));
                case ConnectionEvent.CandidateRemoved(var address) ->
                        noted.add(
                                new Observation.CandidateChanged(
                                        new NatTraversalEvent.AddressRemoved(address)));
                case ConnectionEvent.Closed(var cause) -> noted.add(new Observation.Closed(cause));
                case ConnectionEvent.Confirmed _, ConnectionEvent.TokenReceived _ -> {}
                case ConnectionEvent.EarlyDataAccepted _, ConnectionEvent.EarlyDataRejected _ -> {}
            }
        }
    }

    /// A call is over: what is not as it was before is told.
    void look(Rooms rooms, long nowNanos) {
        if (observer != null) {
            changes.find(rooms, noted);
            tellNoted(nowNanos);
        }
    }

    /// The connection is over, and forgotten.
    void onEnded(Rooms rooms) {
        if (observer != null) {
            changes.find(rooms, noted);
            tell(new Observation.Ended(), nowNanos);
        }
    }

    private static Observation completed(HandshakeData data) {
        return new Observation.HandshakeCompleted(
                data.alpn(),
                data.cipherSuite().name(),
                data.keyExchangeGroup(),
                data.resumed(),
                data.earlyDataAccepted());
    }

    /// Tells what was noted first.
    private void tell(Observation observation, long atNanos) {
        tellNoted(atNanos);
        if (observer != null) {
            observer.on(observation, nowNanos);
        }
    }

    /// Packets that were held back are opened later than they came.
    private void tellNoted(long atNanos) {
        nowNanos = Math.max(nowNanos, atNanos);
        if (observer != null && !noted.isEmpty()) {
            noted.forEach(each -> observer.on(each, nowNanos));
            noted.clear();
        }
    }
}
