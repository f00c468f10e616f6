package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Issues one more connection ID for a path. For path 0 it means the same as NEW_CONNECTION_ID.
/// Immutable.
///
/// ```
/// PATH_NEW_CONNECTION_ID Frame {
///   Type (i) = 0x3e78, Path Identifier (i), Sequence Number (i), Retire Prior To (i),
///   Length (8), Connection ID (8..160), Stateless Reset Token (128)
/// }
/// ```
///
/// @param pathId the path, 0 to 2^32-1
/// @param issued what NEW_CONNECTION_ID would say; its numbers are those of the path
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.4
public record PathNewConnectionIdFrame(long pathId, NewConnectionIdFrame issued)
        implements MultipathFrame {
    static final int TYPE = 0x3e78;

    static PathNewConnectionIdFrame read(ByteReader in) throws TransportException {
        return new PathNewConnectionIdFrame(PathIdField.read(in), NewConnectionIdFrame.read(in));
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(pathId);
        issued.writeContent(out);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(pathId) + issued.contentLength();
    }

    @Override
    public boolean isProbing() {
        return true;
    }
}
