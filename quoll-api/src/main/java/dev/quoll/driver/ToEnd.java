package dev.quoll.driver;

import dev.quoll.error.StreamTooLongException;

import java.io.ByteArrayOutputStream;

/// What was read of a stream that is to be read to its end. *Confined*.
final class ToEnd {
    private static final int STEP = 8192;

    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[STEP];
    private final int limit;

    ToEnd(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit of " + limit + " bytes");
        }
        this.limit = limit;
    }

    /// Where the next bytes are to be put.
    byte[] buffer() {
        return buffer;
    }

    /// The first `count` bytes of the buffer were read.
    void add(int count) throws StreamTooLongException {
        if (count > limit - read.size()) {
            throw new StreamTooLongException(limit);
        }
        read.write(buffer, 0, count);
    }

    byte[] bytes() {
        return read.toByteArray();
    }
}
