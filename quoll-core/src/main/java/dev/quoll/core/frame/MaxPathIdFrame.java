package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Raises the limit on the path IDs that may be used. Immutable.
///
/// ```
/// MAX_PATH_ID Frame { Type (i) = 0x3e7a, Maximum Path Identifier (i) }
/// ```
///
/// @param maximumPathId the highest path ID the sender is ready for, 0 to 2^32-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.6
public record MaxPathIdFrame(long maximumPathId) implements MultipathFrame {
    static final int TYPE = 0x3e7a;

    static MaxPathIdFrame read(ByteReader in) throws TransportException {
        return new MaxPathIdFrame(PathIdField.read(in));
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
