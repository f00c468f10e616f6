package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Direction;

/// Says that the sender wants to open more streams of one kind than it may. Immutable.
///
/// ```
/// STREAMS_BLOCKED Frame { Type (i) = 0x16 or 0x17, Maximum Streams (i) }
/// ```
///
/// @param direction which kind of streams
/// @param maximumStreams the limit that blocks, 0 to 2^60
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.14 RFC 9000, section 19.14
public record StreamsBlockedFrame(Direction direction, long maximumStreams) implements Frame {
    static final int BIDIRECTIONAL_TYPE = 0x16;
    static final int UNIDIRECTIONAL_TYPE = 0x17;

    static StreamsBlockedFrame read(Direction direction, ByteReader in) throws TransportException {
        return new StreamsBlockedFrame(direction, StreamCount.read(in));
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
