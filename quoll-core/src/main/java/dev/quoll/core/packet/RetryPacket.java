package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes a client prove its address: it must begin again with the token. Immutable.
///
/// ```
/// Retry Packet {
///   Header Form (1) = 1, Fixed Bit (1) = 1, Long Packet Type (2), Unused (4), Version (32),
///   Destination Connection ID Length (8), Destination Connection ID (0..160),
///   Source Connection ID Length (8), Source Connection ID (0..160),
///   Retry Token (..), Retry Integrity Tag (128)
/// }
/// ```
///
/// @param version the client's
/// @param destination the client's source connection ID
/// @param source chosen by the server; the client's next Initial goes to it
/// @param token for the client to give back; a client discards an empty one
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2.5 RFC 9000, section 17.2.5
public record RetryPacket(
        QuicVersion version, ConnectionId destination, ConnectionId source, Token token) {
    /// Reads a packet whose header is of type RETRY.
    ///
    /// @param originalDestination of the Initial the client sent
    /// @return empty if the integrity tag is wrong; then the packet is to be dropped
    public static Optional<RetryPacket> read(
            PacketHeader header, ConnectionId originalDestination) {
        int length = header.length() - RetryIntegrity.TAG_LENGTH;
        QuicVersion version = header.quicVersion();
        byte[] expected =
                RetryIntegrity.tag(
                        version, originalDestination, header.array(), header.offset(), length);
        byte[] tag = Arrays.copyOfRange(header.array(), header.offset() + length, header.end());
        return MessageDigest.isEqual(expected, tag) // RFC 9000 §17.2.5.2
                ? Optional.of(
                        new RetryPacket(
                                version,
                                header.destination(),
                                header.source(),
                                Token.of(header.token())))
                : Optional.empty();
    }

    /// Writes the packet with its integrity tag; `out` has room for [#length] bytes.
    ///
    /// @param originalDestination of the Initial that is answered
    /// @param random fills the bits that have no meaning
    public void write(ByteWriter out, ConnectionId originalDestination, RandomGenerator random) {
        int start = out.position();
        out.uint8(
                FirstByte.LONG_BIT
                        | FirstByte.FIXED_BIT
                        | PacketType.RETRY.longBits(version)
                        | random.nextInt() & 0x0f);
        LongHeader.writeInvariants(out, version.wire(), destination, source);
        token.writeBytes(out);
        int length = out.position() - start;
        out.bytes(RetryIntegrity.tag(version, originalDestination, out.array(), start, length));
    }

    /// Bytes that [#write] writes.
    public int length() {
        return 1
                + Integer.BYTES
                + (1 + destination.length())
                + (1 + source.length())
                + token.length()
                + RetryIntegrity.TAG_LENGTH;
    }
}
