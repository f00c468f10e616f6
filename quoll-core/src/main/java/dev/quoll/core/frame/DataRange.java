package dev.quoll.core.frame;

import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// The place of data in a stream, which cannot end behind the highest offset there is.
final class DataRange {
    private DataRange() {}

    static void check(long offset, int length) throws TransportException {
        if (offset + length > Varint.MAX_VALUE) { // RFC 9000 §19.6, §19.8
            throw new TransportException(
                    TransportErrorCode.FRAME_ENCODING_ERROR,
                    length + " bytes at " + offset + " end behind 2^62-1");
        }
    }
}
