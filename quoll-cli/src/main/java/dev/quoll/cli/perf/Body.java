package dev.quoll.cli.perf;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// The content of every body in `perf8`: the byte at offset i is i mod 251. 251 is a prime, so
/// bytes that are lost, repeated or moved do not go unnoticed.
final class Body {
    private static final int PERIOD = 251;

    /// The most that is written at an offset at once.
    static final int PIECE_LENGTH = PERIOD * 256;

    /// Two pieces, so that a whole one begins at every phase of the first period.
    private static final byte[] PATTERN = new byte[2 * PIECE_LENGTH];

    static {
        for (int i = 0; i < PATTERN.length; i++) {
            PATTERN[i] = (byte) (i % PERIOD);
        }
    }

    private Body() {}

    /// Writes the first `length` bytes, an unsigned number; does not close.
    static void write(OutputStream out, long length) throws IOException {
        long left = length;
        while (left != 0) {
            int count = Long.compareUnsigned(left, PIECE_LENGTH) < 0 ? (int) left : PIECE_LENGTH;
            out.write(PATTERN, 0, count);
            left -= count;
        }
    }

    /// Writes `count` bytes that belong at `offset`; `count` is at most [#PIECE_LENGTH].
    static void writeAt(OutputStream out, long offset, int count) throws IOException {
        out.write(PATTERN, (int) (offset % PERIOD), count);
    }

    /// Whether the first `count` of `bytes` are those that belong at `offset`.
    static boolean matches(long offset, byte[] bytes, int count) {
        int phase = (int) (offset % PERIOD);
        for (int at = 0; at < count; at += PIECE_LENGTH) {
            int length = Math.min(count - at, PIECE_LENGTH);
            // A piece is made of whole periods: the phase stays the same.
            if (!Arrays.equals(bytes, at, at + length, PATTERN, phase, phase + length)) {
                return false;
            }
        }
        return true;
    }
}
