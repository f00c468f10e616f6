package dev.quoll.core.endpoint;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.stats.DropReason;

/// Tells a client's first Initial from the other datagrams that are for no connection, and answers
/// those that can be answered without remembering anything. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.2.2 RFC 9000, section 5.2.2
public final class FirstContactReader {
    /// The shortest destination a client may make up (RFC 9000 §7.2).
    private static final int MIN_DESTINATION_LENGTH = 8;

    private final PacketReader packets;
    private final ConnectionIdGenerator ids;
    private final VersionOffer versions;
    private final StatelessResets resets;

    /// @param ids makes the connection IDs this endpoint issues
    /// @param versions what it speaks as a server
    /// @param resets answers what is for connections that are gone
    public FirstContactReader(
            ConnectionIdGenerator ids, VersionOffer versions, StatelessResets resets) {
        packets = new PacketReader(ids.length(), FixedBit.GREASED);
        this.ids = ids;
        this.versions = versions;
        this.resets = resets;
    }

    /// Judges a datagram whose destination is unknown.
    public FirstContact read(byte[] datagram, int offset, int length, long nowNanos) {
        packets.reset(datagram, offset, length);
        if (!packets.hasNext()) {
            return new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        }
        HeaderOutcome outcome = packets.next();
        PacketHeader header = packets.header();
        return switch (outcome) {
            case PACKET -> read(header, length, nowNanos);
            case UNKNOWN_VERSION -> otherVersion(header, length, nowNanos);
            // a short one may still be from a connection that is gone
            case TOO_SHORT_TO_OPEN -> notOpening(header, length, nowNanos);
            case TRUNCATED, FIXED_BIT_CLEAR, CONNECTION_ID_TOO_LONG, OTHER_CONNECTION_ID ->
                    new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        };
    }

    private FirstContact read(PacketHeader header, int datagramLength, long nowNanos) {
        return switch (header.type()) {
            case VERSION_NEGOTIATION -> // RFC 9000 §6.1: never answered
                    new FirstContact.Ignored(DropReason.UNEXPECTED_PACKET);
            case ONE_RTT -> notOpening(header, datagramLength, nowNanos);
            case INITIAL, ZERO_RTT, HANDSHAKE, RETRY -> ofVersion(header, datagramLength, nowNanos);
        };
    }

    private FirstContact ofVersion(PacketHeader header, int datagramLength, long nowNanos) {
        if (!versions.includes(header.quicVersion())) {
            return otherVersion(header, datagramLength, nowNanos);
        }
        if (header.type() != PacketType.INITIAL) {
            return new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID);
        }
        if (datagramLength < RouteConfig.MIN_DATAGRAM_SIZE) { // RFC 9000 §14.1
            return new FirstContact.Ignored(DropReason.INITIAL_TOO_SMALL);
        }
        // RFC 9000 §7.2; with a token it may go to the ID of a Retry, as short as ours are
        if (header.destinationLength() < MIN_DESTINATION_LENGTH && header.tokenLength() == 0) {
            return new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        }
        return new FirstContact.Opens(
                new FirstInitial(
                        header.quicVersion(),
                        header.destination(),
                        header.source(),
                        Token.of(header.token())));
    }

    private FirstContact otherVersion(PacketHeader header, int datagramLength, long nowNanos) {
        return versions.answer(header, datagramLength, nowNanos)
                .<FirstContact>map(FirstContact.OtherVersion::new)
                .orElse(new FirstContact.Ignored(DropReason.UNSUPPORTED_VERSION));
    }

    /// Only what has a short header is answered: before, a peer does not know a token.
    private FirstContact notOpening(PacketHeader header, int datagramLength, long nowNanos) {
        if (header.isLong()) {
            return new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        }
        ConnectionId destination = header.destination();
        if (!ids.mayHaveMade(destination)) {
            return new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID);
        }
        return resets.answer(destination, datagramLength, nowNanos)
                .<FirstContact>map(FirstContact.Forgotten::new)
                .orElse(new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID));
    }
}
