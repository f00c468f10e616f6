package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Says that the sender has more data than the connection's limit lets it send. Immutable.
///
/// ```
/// DATA_BLOCKED Frame { Type (i) = 0x14, Maximum Data (i) }
/// ```
///
/// @param maximumData the limit that blocks, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.12 RFC 9000, section 19.12
public record DataBlockedFrame(long maximumData) implements Frame {
    static final int TYPE = 0x14;

    static DataBlockedFrame read(ByteReader in) throws TransportException {
        return new DataBlockedFrame(in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(maximumData);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(maximumData);
    }
}
