package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Direction;

/// Raises the limit on the streams of one kind that the peer may open in all. Immutable.
///
/// ```
/// MAX_STREAMS Frame { Type (i) = 0x12 or 0x13, Maximum Streams (i) }
/// ```
///
/// @param direction which kind of streams
/// @param maximumStreams streams from the connection's beginning, 0 to 2^60
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.11 RFC 9000, section 19.11
public record MaxStreamsFrame(Direction direction, long maximumStreams) implements Frame {
    static final int BIDIRECTIONAL_TYPE = 0x12;
    static final int UNIDIRECTIONAL_TYPE = 0x13;

    static MaxStreamsFrame read(Direction direction, ByteReader in) throws TransportException {
        return new MaxStreamsFrame(direction, StreamCount.read(in));
    }

    private int type() {
        return direction == Direction.BIDIRECTIONAL ? BIDIRECTIONAL_TYPE : UNIDIRECTIONAL_TYPE;
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(maximumStreams);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(maximumStreams);
    }
}
