package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Says that the sender would use a path if it had a connection ID for it. Immutable.
///
/// ```
/// PATH_CIDS_BLOCKED Frame { Type (i) = 0x3e7c, Path Identifier (i), Next Sequence Number (i) }
/// ```
///
/// @param pathId the path, 0 to 2^32-1
/// @param nextSequenceNumber the number of the connection ID that is waited for, 0 to 2^62-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.7
public record PathCidsBlockedFrame(long pathId, long nextSequenceNumber) implements MultipathFrame {
    static final int TYPE = 0x3e7c;

    static PathCidsBlockedFrame read(ByteReader in) throws TransportException {
        return new PathCidsBlockedFrame(PathIdField.read(in), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(pathId).varint(nextSequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(pathId) + Varint.size(nextSequenceNumber);
    }
}
