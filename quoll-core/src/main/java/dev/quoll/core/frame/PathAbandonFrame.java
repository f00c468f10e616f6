package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Gives up a path for good. Immutable.
///
/// ```
/// PATH_ABANDON Frame { Type (i) = 0x3e75, Path Identifier (i), Error Code (i) }
/// ```
///
/// @param pathId the path, 0 to 2^32-1
/// @param errorCode why, a code of [dev.quoll.core.error.PathErrorCode] or any other, 0 to 2^62-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.2
public record PathAbandonFrame(long pathId, long errorCode) implements MultipathFrame {
    static final int TYPE = 0x3e75;

    static PathAbandonFrame read(ByteReader in) throws TransportException {
        return new PathAbandonFrame(PathIdField.read(in), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(pathId).varint(errorCode);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(pathId) + Varint.size(errorCode);
    }
}
