package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

/// The part of a long header that is the same in many packets we send. Immutable.
///
/// ```
/// Initial, 0-RTT or Handshake Packet {
///   Header Form (1) = 1, Fixed Bit (1) = 1, Type (2), Reserved Bits (2) = 0,
///   Packet Number Length (2), Version (32),
///   Destination Connection ID Length (8), Destination Connection ID (0..160),
///   Source Connection ID Length (8), Source Connection ID (0..160),
///   [Token Length (i), Token (..)],
///   Length (16), Packet Number (8..32), Packet Payload (8..)
/// }
/// ```
///
/// @param type INITIAL, ZERO_RTT or HANDSHAKE
/// @param version a version of ours
/// @param destination chosen by the peer, or at random by a client that begins
/// @param source chosen by us
/// @param token of a Retry or an earlier connection; empty except in a client's Initial
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2 RFC 9000, section 17.2
public record LongHeader(
        PacketType type,
        QuicVersion version,
        ConnectionId destination,
        ConnectionId source,
        Token token) {
    /// The most bytes from the packet number to the packet's end, since the Length field always
    /// takes two bytes.
    public static final int MAX_LENGTH = (1 << 14) - 1;

    private static final int LENGTH_SIZE = 2;

    public LongHeader {
        if (type != PacketType.INITIAL
                && (type != PacketType.ZERO_RTT && type != PacketType.HANDSHAKE
                        || token.length() > 0)) {
            throw new IllegalArgumentException(type + " with a token of " + token.length());
        }
    }

    /// Bytes that [#write] writes.
    public int length(int packetNumberLength) {
        int tokenField =
                type == PacketType.INITIAL ? Varint.size(token.length()) + token.length() : 0;
        return 1
                + Integer.BYTES
                + (1 + destination.length())
                + (1 + source.length())
                + tokenField
                + LENGTH_SIZE
                + packetNumberLength;
    }

    /// Writes the header; its Length field waits for [#patchLength].
    ///
    /// @param packetNumberLength 1 to 4, see [PacketNumber#encodedLength]
    /// @return the index in `out` of the packet number
    public int write(ByteWriter out, long packetNumber, int packetNumberLength) {
        out.uint8(
                FirstByte.LONG_BIT
                        | FirstByte.FIXED_BIT
                        | type.longBits(version)
                        | packetNumberLength - 1);
        writeInvariants(out, version.wire(), destination, source);
        if (type == PacketType.INITIAL) {
            token.write(out);
        }
        out.skip(LENGTH_SIZE);
        int packetNumberOffset = out.position();
        PacketNumber.write(out, packetNumber, packetNumberLength);
        return packetNumberOffset;
    }

    /// Fills in the Length field of a header that [#write] wrote.
    ///
    /// @param end the index behind the packet's last byte, its tag included
    public static void patchLength(byte[] packet, int packetNumberOffset, int end) {
        int length = end - packetNumberOffset;
        Varint.write(packet, packetNumberOffset - LENGTH_SIZE, length, LENGTH_SIZE);
    }

    static void writeInvariants(
            ByteWriter out, int version, ConnectionId destination, ConnectionId source) {
        out.uint32(version);
        writeId(out, destination);
        writeId(out, source);
    }

    static void writeId(ByteWriter out, ConnectionId id) {
        out.uint8(id.length());
        id.copyTo(out.array(), out.position());
        out.skip(id.length());
    }
}
