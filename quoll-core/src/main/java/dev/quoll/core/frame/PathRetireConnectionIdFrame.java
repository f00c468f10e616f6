package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Gives back a connection ID the peer issued for a path; the path goes on with another. For path 0
/// it means the same as RETIRE_CONNECTION_ID. Immutable.
///
/// ```
/// PATH_RETIRE_CONNECTION_ID Frame {
///   Type (i) = 0x3e79, Path Identifier (i), Sequence Number (i)
/// }
/// ```
///
/// @param pathId the path, 0 to 2^32-1
/// @param sequenceNumber which of the path's, 0 to 2^62-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.5
public record PathRetireConnectionIdFrame(long pathId, long sequenceNumber)
        implements MultipathFrame {
    static final int TYPE = 0x3e79;

    static PathRetireConnectionIdFrame read(ByteReader in) throws TransportException {
        return new PathRetireConnectionIdFrame(PathIdField.read(in), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(pathId).varint(sequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(pathId) + Varint.size(sequenceNumber);
    }
}
