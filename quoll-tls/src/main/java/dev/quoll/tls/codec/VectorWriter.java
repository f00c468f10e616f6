package dev.quoll.tls.codec;

import java.util.Arrays;
import java.util.function.Consumer;

/// Writes the numbers and length-prefixed vectors that TLS structures are made of. A vector's
/// content is written by a callback, so that its length need not be known before. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-3 RFC 8446, section 3
public final class VectorWriter {
    private byte[] bytes = new byte[512];
    private int length;

    /// Writes a number of one byte.
    public VectorWriter uint8(int value) {
        return number(value, 1);
    }

    /// Writes a number of two bytes.
    public VectorWriter uint16(int value) {
        return number(value, 2);
    }

    /// Writes a number of three bytes.
    public VectorWriter uint24(int value) {
        return number(value, 3);
    }

    /// Writes a number of four bytes.
    public VectorWriter uint32(long value) {
        return number(value, 4);
    }

    /// Writes bytes as they are.
    public VectorWriter bytes(byte[] content) {
        ensure(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
        return this;
    }

    /// Writes bytes behind a length of one byte.
    public VectorWriter opaque8(byte[] content) {
        return vector(1, out -> out.bytes(content));
    }

    /// Writes bytes behind a length of two bytes.
    public VectorWriter opaque16(byte[] content) {
        return vector(2, out -> out.bytes(content));
    }

    /// Writes bytes behind a length of three bytes.
    public VectorWriter opaque24(byte[] content) {
        return vector(3, out -> out.bytes(content));
    }

    /// Writes what `content` writes behind a length of one byte.
    public VectorWriter vector8(Consumer<VectorWriter> content) {
        return vector(1, content);
    }

    /// Writes what `content` writes behind a length of two bytes.
    public VectorWriter vector16(Consumer<VectorWriter> content) {
        return vector(2, content);
    }

    /// Writes what `content` writes behind a length of three bytes.
    public VectorWriter vector24(Consumer<VectorWriter> content) {
        return vector(3, content);
    }

    /// A copy of all that was written.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private VectorWriter vector(int width, Consumer<VectorWriter> content) {
        int start = length;
        number(0, width);
        content.accept(this);
        int written = length - start - width;
        if (written >>> 8 * width != 0) {
            throw new IllegalArgumentException(written + " bytes in a vector of " + width);
        }
        put(start, written, width);
        return this;
    }

    private VectorWriter number(long value, int width) {
        ensure(width);
        put(length, value, width);
        length += width;
        return this;
    }

    private void put(int at, long value, int width) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (width - 1 - i));
        }
    }

    private void ensure(int room) {
        if (bytes.length - length < room) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + room));
        }
    }
}
