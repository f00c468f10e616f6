package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Raises the limit on the data the peer may send on one stream. Immutable.
///
/// ```
/// MAX_STREAM_DATA Frame { Type (i) = 0x11, Stream ID (i), Maximum Stream Data (i) }
/// ```
///
/// @param streamId the stream
/// @param maximumStreamData bytes from the stream's beginning, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.10 RFC 9000, section 19.10
public record MaxStreamDataFrame(long streamId, long maximumStreamData) implements Frame {
    static final int TYPE = 0x11;

    static MaxStreamDataFrame read(ByteReader in) throws TransportException {
        return new MaxStreamDataFrame(in.varint(), in.varint());
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
