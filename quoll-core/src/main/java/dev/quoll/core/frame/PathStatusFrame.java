package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.PathStatus;

/// Says how the sender wishes a path to be used: PATH_STATUS_BACKUP or PATH_STATUS_AVAILABLE. Both
/// count with the same numbers, so that a receiver knows which is the newest. Immutable.
///
/// ```
/// PATH_STATUS_BACKUP Frame { Type (i) = 0x3e76, Path Identifier (i), Sequence Number (i) }
/// PATH_STATUS_AVAILABLE Frame { Type (i) = 0x3e77, Path Identifier (i), Sequence Number (i) }
/// ```
///
/// @param pathId the path, 0 to 2^32-1
/// @param status the wish
/// @param sequenceNumber rises with each wish for the path, 0 to 2^62-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.3
public record PathStatusFrame(long pathId, PathStatus status, long sequenceNumber)
        implements MultipathFrame {
    static final int BACKUP_TYPE = 0x3e76;
    static final int AVAILABLE_TYPE = 0x3e77;

    static PathStatusFrame read(PathStatus status, ByteReader in) throws TransportException {
        return new PathStatusFrame(PathIdField.read(in), status, in.varint());
    }

    private int type() {
        return switch (status) {
            case AVAILABLE -> AVAILABLE_TYPE;
            case BACKUP -> BACKUP_TYPE;
        };
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(pathId).varint(sequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(pathId) + Varint.size(sequenceNumber);
    }
}
