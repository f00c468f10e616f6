package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.StreamId;

/// A count of streams, which cannot be so high that the ID of the last one would not fit.
final class StreamCount {
    private StreamCount() {}

    static long read(ByteReader in) throws TransportException {
        long count = in.varint();
        if (count > StreamId.MAX_COUNT) { // RFC 9000 §4.6, §19.11, §19.14
            throw new TransportException(
                    TransportErrorCode.FRAME_ENCODING_ERROR, count + " streams are over 2^60");
        }
        return count;
    }
}
