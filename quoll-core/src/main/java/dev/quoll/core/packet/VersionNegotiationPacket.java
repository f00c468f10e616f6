package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tells a client which versions the server speaks, because the client's is not among them.
/// Immutable.
///
/// ```
/// Version Negotiation Packet {
///   Header Form (1) = 1, Unused (7), Version (32) = 0,
///   Destination Connection ID Length (8), Destination Connection ID (0..2040),
///   Source Connection ID Length (8), Source Connection ID (0..2040),
///   Supported Version (32) ...
/// }
/// ```
///
/// @param destination the client's source connection ID: 0 to 255 bytes, since other versions than
///   ours may have longer ones; copied
/// @param source the client's destination connection ID, likewise
/// @param versions what the server speaks, at least one
/// @spec https://www.rfc-editor.org/rfc/rfc8999#section-6 RFC 8999, section 6
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2.1 RFC 9000, section 17.2.1
public record VersionNegotiationPacket(byte[] destination, byte[] source, List<Integer> versions) {
    private static final int MAX_ID_LENGTH = 255;

    public VersionNegotiationPacket {
        if (destination.length > MAX_ID_LENGTH || source.length > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("connection ID of over 255 bytes");
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no version");
        }
        destination = destination.clone();
        source = source.clone();
        versions = List.copyOf(versions);
    }

    /// The answer to a packet, whose connection IDs change places (RFC 9000 §17.2.1).
    public static VersionNegotiationPacket answerTo(PacketHeader header, List<Integer> versions) {
        return new VersionNegotiationPacket(
                /* destination= */ sourceOf(header), /* source= */ destinationOf(header), versions);
    }

    /// Reads a packet whose header is of type VERSION_NEGOTIATION.
    ///
    /// @return empty if it lists no version, or part of one
    public static Optional<VersionNegotiationPacket> read(PacketHeader header) {
        int offset = header.payloadOffset;
        int length = header.end() - offset;
        if (length == 0 || length % Integer.BYTES != 0) {
            return Optional.empty();
        }
        List<Integer> versions = new ArrayList<>(length / Integer.BYTES);
        for (int at = offset; at < header.end(); at += Integer.BYTES) {
            versions.add(PacketReader.uint32(header.array(), at));
        }
        return Optional.of(
                new VersionNegotiationPacket(destinationOf(header), sourceOf(header), versions));
    }

    /// Writes the packet; `out` has room for [#length] bytes.
    ///
    /// @param random fills the bits that have no meaning; the fixed bit is set for the sake of
    ///   those who tell protocols apart by it (RFC 9000 §17.2.1)
    public void write(ByteWriter out, RandomGenerator random) {
        out.uint8(FirstByte.LONG_BIT | FirstByte.FIXED_BIT | random.nextInt() & 0x3f);
        out.uint32(0);
        out.uint8(destination.length).bytes(destination);
        out.uint8(source.length).bytes(source);
        for (int version : versions) {
            out.uint32(version);
        }
    }

    /// Bytes that [#write] writes.
    public int length() {
        return 1
                + Integer.BYTES
                + (1 + destination.length)
                + (1 + source.length)
                + versions.size() * Integer.BYTES;
    }

    private static byte[] destinationOf(PacketHeader header) {
        int from = header.destinationOffset();
        return Arrays.copyOfRange(header.array(), from, from + header.destinationLength());
    }

    private static byte[] sourceOf(PacketHeader header) {
        int from = header.sourceOffset();
        return Arrays.copyOfRange(header.array(), from, from + header.sourceLength());
    }

    @Override
    public byte[] destination() {
        return destination.clone();
    }

    @Override
    public byte[] source() {
        return source.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionNegotiationPacket that
                && Arrays.equals(that.destination, destination)
                && Arrays.equals(that.source, source)
                && that.versions.equals(versions);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(destination) + Arrays.hashCode(source))
                + versions.hashCode();
    }

    @Override
    public String toString() {
        return "VersionNegotiationPacket[versions=" + versions + "]";
    }
}
