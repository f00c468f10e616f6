package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Says that the sender would open a path if it were allowed a higher path ID. Immutable.
///
/// ```
/// PATHS_BLOCKED Frame { Type (i) = 0x3e7b, Maximum Path Identifier (i) }
/// ```
///
/// @param maximumPathId the limit that blocks, 0 to 2^32-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.7
public record PathsBlockedFrame(long maximumPathId) implements MultipathFrame {
    static final int TYPE = 0x3e7b;

    static PathsBlockedFrame read(ByteReader in) throws TransportException {
        return new PathsBlockedFrame(PathIdField.read(in));
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(maximumPathId);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(maximumPathId);
    }
}
