package dev.quoll.core.packet;

import dev.quoll.core.codec.Varint;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import java.util.Arrays;
import java.util.Objects;

/// Reads the headers of the packets of a datagram, one after the other, and never past its end.
/// *Confined*; reused, so that reading costs no object.
///
/// ```java
/// reader.reset(datagram, offset, length);
/// while (reader.hasNext()) {
///     if (reader.next() == HeaderOutcome.PACKET) {
///         receive(reader.header());
///     }
/// }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.2 RFC 9000, section 12.2
/// @spec https://www.rfc-editor.org/rfc/rfc8999#section-5 RFC 8999, section 5
public final class PacketReader {
    private static final int VERSION_OFFSET = 1;
    private static final int VERSION_LENGTH = 4;

    private final int shortDestinationLength;
    private final FixedBit fixedBit;
    private final PacketHeader header = new PacketHeader();
    private byte[] array = {};
    private int position;
    private int limit;
    private boolean isFirst;
    private int firstDestinationOffset;
    private int firstDestinationLength;

    /// A reader for one endpoint.
    ///
    /// @param shortDestinationLength bytes of the connection IDs this endpoint issues, 0 to 20: a
    ///   short header does not tell
    public PacketReader(int shortDestinationLength, FixedBit fixedBit) {
        Objects.checkIndex(shortDestinationLength, ConnectionId.MAX_LENGTH + 1);
        this.shortDestinationLength = shortDestinationLength;
        this.fixedBit = fixedBit;
    }

    /// Begins to read a datagram, which must not change while its headers are in use.
    public void reset(byte[] datagram, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, datagram.length);
        array = datagram;
        position = offset;
        limit = offset + length;
        isFirst = true;
    }

    /// Whether the datagram has more bytes that may be a packet.
    public boolean hasNext() {
        return position < limit;
    }

    /// Reads the next header into [#header] and goes behind its packet; behind something whose
    /// length is not known there is nothing more.
    public HeaderOutcome next() {
        header.begin(array, position, limit);
        int first = array[position] & 0xff;
        HeaderOutcome outcome = FirstByte.isLong(first) ? readLong(first) : readShort(first);
        position = header.end;
        return outcome == HeaderOutcome.PACKET ? checkDestination() : outcome;
    }

    /// The header read last.
    public PacketHeader header() {
        return header;
    }

    private HeaderOutcome checkDestination() {
        if (isFirst) {
            isFirst = false;
            firstDestinationOffset = header.destinationOffset;
            firstDestinationLength = header.destinationLength;
        }
        boolean isSame =
                Arrays.equals(
                        array,
                        firstDestinationOffset,
                        firstDestinationOffset + firstDestinationLength,
                        array,
                        header.destinationOffset,
                        header.destinationOffset + header.destinationLength);
        return isSame ? HeaderOutcome.PACKET : HeaderOutcome.OTHER_CONNECTION_ID;
    }

    private HeaderOutcome readShort(int first) {
        header.type = PacketType.ONE_RTT;
        if (lacksFixedBit(first)) {
            return HeaderOutcome.FIXED_BIT_CLEAR;
        }
        if (limit - position < 1 + shortDestinationLength) {
            return HeaderOutcome.TRUNCATED;
        }
        header.destinationOffset = position + 1;
        header.destinationLength = shortDestinationLength;
        return payloadAt(position + 1 + shortDestinationLength);
    }

    private HeaderOutcome readLong(int first) {
        if (!readInvariants()) {
            return HeaderOutcome.TRUNCATED;
        }
        if (header.version == 0) {
            header.type = PacketType.VERSION_NEGOTIATION;
            return HeaderOutcome.PACKET;
        }
        header.knownVersion = QuicVersion.of(header.version).orElse(null);
        if (header.knownVersion == null) {
            return HeaderOutcome.UNKNOWN_VERSION;
        }
        if (lacksFixedBit(first)) {
            return HeaderOutcome.FIXED_BIT_CLEAR;
        }
        if (header.destinationLength > ConnectionId.MAX_LENGTH
                || header.sourceLength > ConnectionId.MAX_LENGTH) {
            return HeaderOutcome.CONNECTION_ID_TOO_LONG;
        }
        header.type = PacketType.ofLong(header.knownVersion, first);
        return switch (header.type) {
            case INITIAL -> readToken() ? readLength() : HeaderOutcome.TRUNCATED;
            case RETRY -> readRetry();
            default -> readLength();
        };
    }

    /// The part of a long header that all versions share (RFC 8999 §5.1).
    private boolean readInvariants() {
        int lengthOffset = position + VERSION_OFFSET + VERSION_LENGTH;
        if (limit <= lengthOffset) {
            return false;
        }
        header.version = uint32(array, position + VERSION_OFFSET);
        header.destinationLength = array[lengthOffset] & 0xff;
        header.destinationOffset = lengthOffset + 1;
        lengthOffset = header.destinationOffset + header.destinationLength;
        if (limit <= lengthOffset) {
            return false;
        }
        header.sourceLength = array[lengthOffset] & 0xff;
        header.sourceOffset = lengthOffset + 1;
        header.payloadOffset = header.sourceOffset + header.sourceLength;
        return header.payloadOffset <= limit;
    }

    private boolean readToken() {
        int at = header.payloadOffset;
        if (!isVarintAt(at)) {
            return false;
        }
        long length = Varint.read(array, at);
        at += Varint.sizeFrom(array[at]);
        if (length > limit - at) {
            return false;
        }
        header.tokenOffset = at;
        header.tokenLength = (int) length;
        header.payloadOffset = at + (int) length;
        return true;
    }

    private HeaderOutcome readRetry() {
        int length = limit - header.payloadOffset - RetryIntegrity.TAG_LENGTH;
        if (length < 0) {
            return HeaderOutcome.TRUNCATED;
        }
        header.tokenOffset = header.payloadOffset;
        header.tokenLength = length;
        header.payloadOffset = limit;
        return HeaderOutcome.PACKET;
    }

    private HeaderOutcome readLength() {
        int at = header.payloadOffset;
        if (!isVarintAt(at)) {
            return HeaderOutcome.TRUNCATED;
        }
        long length = Varint.read(array, at);
        at += Varint.sizeFrom(array[at]);
        if (length > limit - at) {
            return HeaderOutcome.TRUNCATED;
        }
        header.end = at + (int) length;
        return payloadAt(at);
    }

    private HeaderOutcome payloadAt(int at) {
        header.payloadOffset = at;
        return header.end - at < HeaderMask.SAMPLE_DISTANCE + HeaderMask.SAMPLE_LENGTH
                ? HeaderOutcome.TOO_SHORT_TO_OPEN
                : HeaderOutcome.PACKET;
    }

    private boolean isVarintAt(int at) {
        return at < limit && Varint.sizeFrom(array[at]) <= limit - at;
    }

    private boolean lacksFixedBit(int first) {
        return fixedBit == FixedBit.REQUIRED && !FirstByte.hasFixedBit(first);
    }

    static int uint32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }
}
