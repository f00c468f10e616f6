package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Answers a [PathChallengeFrame] with its data. Immutable.
///
/// ```
/// PATH_RESPONSE Frame { Type (i) = 0x1b, Data (64) }
/// ```
///
/// @param data the challenge's eight bytes
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.18 RFC 9000, section 19.18
public record PathResponseFrame(long data) implements Frame {
    static final int TYPE = 0x1b;

    static PathResponseFrame read(ByteReader in) throws TransportException {
        return new PathResponseFrame(in.uint64());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).uint64(data);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Long.BYTES;
    }

    @Override
    public boolean isProbing() {
        return true;
    }
}
