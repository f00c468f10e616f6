package dev.quoll.driver;

import dev.quoll.error.StreamTooLongException;

import java.util.Arrays;

/// What was read of a stream that is to be read to its end: an array that grows with it.
/// *Confined*.
final class ToEnd {
    /// Most streams that are read so are short.
    private static final int FIRST = 256;

    /// The most bytes an array can be relied on to have, less the one that shows that there are
    /// more than are accepted.
    private static final int MOST = Integer.MAX_VALUE - 9;

    private final int limit;
    private final int accepted;
    private byte[] bytes;
    private int count;

    ToEnd(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit of " + limit + " bytes");
        }
        this.limit = limit;
        accepted = Math.min(limit, MOST);
        bytes = new byte[Math.min(FIRST, accepted + 1)];
    }

    /// Where the next bytes are to be put, beginning at [#count].
    byte[] array() {
        return bytes;
    }

    /// How many bytes there are.
    int count() {
        return count;
    }

    /// How many bytes the array takes beyond [#count], at least one.
    int room() {
        return bytes.length - count;
    }

    /// `length` bytes were put behind those there.
    ///
    /// @throws StreamTooLongException if they are more than are accepted
    void add(int length) throws StreamTooLongException {
        count += length;
        if (count > accepted) {
            throw new StreamTooLongException(limit);
        }
        if (count == bytes.length) {
            long wanted = Math.min(2L * count, accepted + 1L);
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
    }

    /// All that was read.
    byte[] bytes() {
        return Arrays.copyOf(bytes, count);
    }
}
