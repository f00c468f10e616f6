package dev.quoll.core.codec;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;
import java.util.Objects;

/// A cursor that reads a part of a `byte[]` from front to back and never past its end. *Confined*;
/// reused by [#reset], so that reading costs no object. Every read that finds too few bytes throws
/// the error the reader was made with.
public final class ByteReader {
    private static final byte[] NOTHING = {};

    private final TransportErrorCode errorAtEnd;
    private byte[] array = NOTHING;
    private int position;
    private int limit;

    /// A reader of frames: bytes that are missing are a FRAME_ENCODING_ERROR (RFC 9000 §20.1).
    public ByteReader() {
        this(TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    /// A reader of something else, with its own error for bytes that are missing.
    public ByteReader(TransportErrorCode errorAtEnd) {
        this.errorAtEnd = errorAtEnd;
    }

    /// Begins to read `length` bytes of `newArray` from `offset`. The array stays the caller's and
    /// must not change while it is read.
    ///
    /// @throws IndexOutOfBoundsException if they are not all in the array
    public ByteReader reset(byte[] newArray, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, newArray.length);
        array = newArray;
        position = offset;
        limit = offset + length;
        return this;
    }

    /// The array that is read.
    public byte[] array() {
        return array;
    }

    /// The index in the array of the next byte.
    public int position() {
        return position;
    }

    /// How many bytes are left.
    public int remaining() {
        return limit - position;
    }

    /// Whether any byte is left.
    public boolean hasRemaining() {
        return position < limit;
    }

    /// The next byte, 0 to 255.
    public int uint8() throws TransportException {
        return array[advance(1)] & 0xff;
    }

    /// The next two bytes, 0 to 65,535.
    public int uint16() throws TransportException {
        return (short) Varint.SHORT.get(array, advance(2)) & 0xffff;
    }

    /// The next four bytes, 0 to 2^32-1.
    public long uint32() throws TransportException {
        return (int) Varint.INT.get(array, advance(4)) & 0xffff_ffffL;
    }

    /// The next eight bytes; values from 2^63 on are negative.
    public long uint64() throws TransportException {
        return (long) Varint.LONG.get(array, advance(8));
    }

    /// The next variable-length integer in whatever form, 0 to 2^62-1.
    public long varint() throws TransportException {
        if (position >= limit) {
            throw tooShort();
        }
        return Varint.read(array, advance(Varint.sizeFrom(array[position])));
    }

    /// A variable-length integer that counts bytes which follow: they are all there.
    ///
    /// @return 0 to [#remaining]
    public int countOfBytes() throws TransportException {
        long count = varint();
        if (count > remaining()) {
            throw tooShort();
        }
        return (int) count;
    }

    /// A copy of the next `count` bytes.
    public byte[] bytes(int count) throws TransportException {
        int from = advance(count);
        return Arrays.copyOfRange(array, from, position);
    }

    /// Leaves out `count` bytes.
    ///
    /// @return the index in the array of the first of them
    public int skip(int count) throws TransportException {
        return advance(count);
    }

    private int advance(int count) throws TransportException {
        assert count >= 0;
        if (count > limit - position) {
            throw tooShort();
        }
        int from = position;
        position += count;
        return from;
    }

    private TransportException tooShort() {
        return new TransportException(errorAtEnd, "ends before it is complete");
    }
}
