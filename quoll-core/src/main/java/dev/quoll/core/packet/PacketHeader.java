package dev.quoll.core.packet;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What can be read of a packet before it is opened: places in the array of its datagram.
/// *Confined*; a reused cursor, valid until its [PacketReader] goes on.
public final class PacketHeader {
    private static final byte[] NOTHING = {};

    byte[] array = NOTHING;
    int offset;
    int end;
    PacketType type = PacketType.ONE_RTT;
    int version;
    @Nullable QuicVersion knownVersion;
    int destinationOffset;
    int destinationLength;
    int sourceOffset;
    int sourceLength;
    int tokenOffset;
    int tokenLength;
    int payloadOffset;

    PacketHeader() {}

    void begin(byte[] datagram, int start, int limit) {
        array = datagram;
        offset = start;
        end = limit;
        type = PacketType.ONE_RTT;
        version = 0;
        knownVersion = null;
        destinationOffset = start;
        destinationLength = 0;
        sourceOffset = start;
        sourceLength = 0;
        tokenOffset = start;
        tokenLength = 0;
        payloadOffset = limit;
    }

    /// The datagram's array.
    public byte[] array() {
        return array;
    }

    /// The index of the packet's first byte.
    public int offset() {
        return offset;
    }

    /// The index behind the packet's last byte.
    public int end() {
        return end;
    }

    /// Bytes of the whole packet.
    public int length() {
        return end - offset;
    }

    /// The packet's first byte as it is in the array now, 0 to 255.
    public int firstByte() {
        return array[offset] & 0xff;
    }

    /// The kind of packet.
    public PacketType type() {
        return type;
    }

    /// Whether the header is a long one.
    public boolean isLong() {
        return type != PacketType.ONE_RTT;
    }

    /// The version's number in a long header; 0 in Version Negotiation and in a short header.
    public int version() {
        return version;
    }

    /// The version of an Initial, 0-RTT, Handshake or Retry packet.
    ///
    /// @throws IllegalStateException if the packet is another one
    public QuicVersion quicVersion() {
        if (knownVersion == null) {
            throw new IllegalStateException(type + " has no version of ours");
        }
        return knownVersion;
    }

    /// The index of the destination connection ID.
    public int destinationOffset() {
        return destinationOffset;
    }

    /// Bytes of the destination connection ID: up to 20, or 255 if the version is not ours.
    public int destinationLength() {
        return destinationLength;
    }

    /// A copy of the destination connection ID, where it has at most 20 bytes.
    public ConnectionId destination() {
        return ConnectionId.of(array, destinationOffset, destinationLength);
    }

    /// Whether the packet goes to `id`.
    public boolean isFor(ConnectionId id) {
        return id.matches(array, destinationOffset, destinationLength);
    }

    /// The index of the source connection ID of a long header.
    public int sourceOffset() {
        return sourceOffset;
    }

    /// Bytes of the source connection ID of a long header; see [#destinationLength].
    public int sourceLength() {
        return sourceLength;
    }

    /// A copy of the source connection ID of a long header, where it has at most 20 bytes.
    public ConnectionId source() {
        return ConnectionId.of(array, sourceOffset, sourceLength);
    }

    /// Bytes of the token of an Initial or Retry packet, 0 in others.
    public int tokenLength() {
        return tokenLength;
    }

    /// A copy of the token of an Initial or Retry packet.
    public byte[] token() {
        return Arrays.copyOfRange(array, tokenOffset, tokenOffset + tokenLength);
    }

    /// The index of the packet number of a protected packet, at least 20 bytes before [#end].
    public int packetNumberOffset() {
        return payloadOffset;
    }

    @Override
    public String toString() {
        return "PacketHeader[" + type + ", offset=" + offset + ", length=" + length() + "]";
    }
}
