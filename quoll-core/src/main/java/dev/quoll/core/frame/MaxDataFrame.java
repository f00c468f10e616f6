package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Raises the limit on the data the peer may send on the whole connection. Immutable.
///
/// ```
/// MAX_DATA Frame { Type (i) = 0x10, Maximum Data (i) }
/// ```
///
/// @param maximumData bytes over all streams, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.9 RFC 9000, section 19.9
public record MaxDataFrame(long maximumData) implements Frame {
    static final int TYPE = 0x10;

    static MaxDataFrame read(ByteReader in) throws TransportException {
        return new MaxDataFrame(in.varint());
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
