package dev.quoll.cli.http3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/// Numbers of 0 to 2^62-1 in 1, 2, 4 or 8 bytes, as QUIC writes them.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-16 RFC 9000, section 16
final class Varint {
    static final long MAX = (1L << 62) - 1;

    private static final int BITS_IN_FIRST_BYTE = 6;

    private Varint() {}

    /// Reads one; empty at the end of the stream.
    ///
    /// @throws EOFException if the stream ends within it
    static OptionalLong read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return OptionalLong.empty();
        }
        long value = first & (1 << BITS_IN_FIRST_BYTE) - 1;
        int more = (1 << (first >> BITS_IN_FIRST_BYTE)) - 1;
        for (int i = 0; i < more; i++) {
            value = value << Byte.SIZE | next(in);
        }
        return OptionalLong.of(value);
    }

    private static int next(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("a number is cut off");
        }
        return next;
    }

    /// Writes one in as few bytes as it takes.
    static void write(OutputStream out, long value) throws IOException {
        int exponent = exponent(value);
        int length = 1 << exponent;
        int shift = (length - 1) * Byte.SIZE;
        out.write((int) (value >>> shift) | exponent << BITS_IN_FIRST_BYTE);
        for (shift -= Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }

    /// The logarithm of the length.
    private static int exponent(long value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("no variable-length integer: " + value);
        }
        int exponent = 0;
        while (value >>> ((Byte.SIZE << exponent) - 2) != 0) {
            exponent++;
        }
        return exponent;
    }
}
