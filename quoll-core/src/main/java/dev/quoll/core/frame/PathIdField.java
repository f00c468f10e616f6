package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.PathId;

/// A path ID in a frame. No limit on path IDs goes beyond 2^32-1, so that a higher one breaks the
/// limit, whichever it is.
final class PathIdField {
    private PathIdField() {}

    static long read(ByteReader in) throws TransportException {
        long pathId = in.varint();
        if (pathId > PathId.MAX_VALUE) { // multipath §4, §4.6
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "path ID " + pathId + " is over 2^32-1");
        }
        return pathId;
    }
}
