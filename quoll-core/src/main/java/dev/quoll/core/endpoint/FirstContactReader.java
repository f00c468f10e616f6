package dev.quoll.core.endpoint;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.stats.DropReason;

/// Tells a client's first Initial from the other datagrams that are for no connection. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.2.2 RFC 9000, section 5.2.2
public final class FirstContactReader {
    /// The shortest destination a client may make up (RFC 9000 §7.2).
    private static final int MIN_DESTINATION_LENGTH = 8;

    private final PacketReader packets;

    /// @param shortDestinationLength bytes of the connection IDs this endpoint issues, 0 to 20
    public FirstContactReader(int shortDestinationLength) {
        packets = new PacketReader(shortDestinationLength, FixedBit.REQUIRED);
    }

    /// Judges a datagram whose destination is unknown.
    public FirstContact read(byte[] datagram, int offset, int length) {
        packets.reset(datagram, offset, length);
        if (!packets.hasNext()) {
            return new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        }
        HeaderOutcome outcome = packets.next();
        return switch (outcome) {
            case PACKET -> read(packets.header(), length);
            case UNKNOWN_VERSION -> new FirstContact.Ignored(DropReason.UNSUPPORTED_VERSION);
            case TRUNCATED,
                    FIXED_BIT_CLEAR,
                    CONNECTION_ID_TOO_LONG,
                    TOO_SHORT_TO_OPEN,
                    OTHER_CONNECTION_ID ->
                    new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        };
    }

    private static FirstContact read(PacketHeader header, int datagramLength) {
        if (header.type() != PacketType.INITIAL) {
            return new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID);
        }
        if (datagramLength < RouteConfig.MIN_DATAGRAM_SIZE) { // RFC 9000 §14.1
            return new FirstContact.Ignored(DropReason.INITIAL_TOO_SMALL);
        }
        if (header.destinationLength() < MIN_DESTINATION_LENGTH) { // RFC 9000 §7.2
            return new FirstContact.Ignored(DropReason.MALFORMED_HEADER);
        }
        return new FirstContact.Opens(
                new FirstInitial(
                        header.quicVersion(),
                        header.destination(),
                        header.source(),
                        Token.of(header.token())));
    }
}
