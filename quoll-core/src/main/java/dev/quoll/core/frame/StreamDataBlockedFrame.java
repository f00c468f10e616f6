package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Says that the sender has more data than the stream's limit lets it send. Immutable.
///
/// ```
/// STREAM_DATA_BLOCKED Frame { Type (i) = 0x15, Stream ID (i), Maximum Stream Data (i) }
/// ```
///
/// @param streamId the stream
/// @param maximumStreamData the limit that blocks, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.13 RFC 9000, section 19.13
public record StreamDataBlockedFrame(long streamId, long maximumStreamData) implements Frame {
    static final int TYPE = 0x15;

    static StreamDataBlockedFrame read(ByteReader in) throws TransportException {
        return new StreamDataBlockedFrame(in.varint(), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(streamId).varint(maximumStreamData);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(streamId) + Varint.size(maximumStreamData);
    }
}
