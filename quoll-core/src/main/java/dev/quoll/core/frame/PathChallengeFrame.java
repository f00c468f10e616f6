package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Asks for proof that the peer is reached on this route: it must send the data back. Immutable.
///
/// ```
/// PATH_CHALLENGE Frame { Type (i) = 0x1a, Data (64) }
/// ```
///
/// @param data eight bytes that nobody can guess
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.17 RFC 9000, section 19.17
public record PathChallengeFrame(long data) implements Frame {
    static final int TYPE = 0x1a;

    static PathChallengeFrame read(ByteReader in) throws TransportException {
        return new PathChallengeFrame(in.uint64());
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
