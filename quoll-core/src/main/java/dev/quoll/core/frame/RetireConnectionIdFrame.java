package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Gives back a connection ID the peer issued; it will not be used any more. Immutable.
///
/// ```
/// RETIRE_CONNECTION_ID Frame { Type (i) = 0x19, Sequence Number (i) }
/// ```
///
/// @param sequenceNumber which one, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.16 RFC 9000, section 19.16
public record RetireConnectionIdFrame(long sequenceNumber) implements Frame {
    static final int TYPE = 0x19;

    static RetireConnectionIdFrame read(ByteReader in) throws TransportException {
        return new RetireConnectionIdFrame(in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(sequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(sequenceNumber);
    }
}
