package dev.quoll.core.codec;

import java.util.Arrays;
import java.util.Objects;

/// A cursor that writes into a part of a `byte[]` from front to back. *Confined*; reused by
/// [#reset]. That there is room is the caller's promise: it is asserted, and never broken by what a
/// peer sends.
public final class ByteWriter {
    private static final byte[] NOTHING = {};

    private byte[] array = NOTHING;
    private int position;
    private int limit;

    /// A writer without room, before [#reset].
    public ByteWriter() {}

    /// A writer that fills `array`.
    public ByteWriter(byte[] array) {
        reset(array, 0, array.length);
    }

    /// Begins to write at `offset` of `newArray`, at most `length` bytes.
    ///
    /// @throws IndexOutOfBoundsException if they are not all in the array
    public ByteWriter reset(byte[] newArray, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, newArray.length);
        array = newArray;
        position = offset;
        limit = offset + length;
        return this;
    }

    /// The array that is written.
    public byte[] array() {
        return array;
    }

    /// The index in the array of the next byte.
    public int position() {
        return position;
    }

    /// How many more bytes may be written.
    public int remaining() {
        return limit - position;
    }

    /// Writes the lowest 8 bits of `value`.
    public ByteWriter uint8(int value) {
        array[advance(1)] = (byte) value;
        return this;
    }

    /// Writes the lowest 16 bits of `value`.
    public ByteWriter uint16(int value) {
        Varint.SHORT.set(array, advance(2), (short) value);
        return this;
    }

    /// Writes the lowest 32 bits of `value`.
    public ByteWriter uint32(long value) {
        Varint.INT.set(array, advance(4), (int) value);
        return this;
    }

    /// Writes all 64 bits of `value`.
    public ByteWriter uint64(long value) {
        Varint.LONG.set(array, advance(8), value);
        return this;
    }

    /// Writes `value`, 0 to 2^62-1, in its shortest form.
    public ByteWriter varint(long value) {
        return varint(value, Varint.size(value));
    }

    /// Writes `value` in exactly `size` bytes (1, 2, 4 or 8), which are enough for it.
    public ByteWriter varint(long value, int size) {
        Varint.write(array, advance(size), value, size);
        return this;
    }

    /// Writes all of `source`.
    public ByteWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    /// Writes `length` bytes of `source` from `offset`.
    public ByteWriter bytes(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, array, advance(length), length);
        return this;
    }

    /// Writes `count` zero bytes.
    public ByteWriter zeros(int count) {
        int from = advance(count);
        Arrays.fill(array, from, position, (byte) 0);
        return this;
    }

    /// Passes over `count` bytes that the caller writes by itself.
    public ByteWriter skip(int count) {
        advance(count);
        return this;
    }

    /// Everything written since `start`, an index in the array, as a copy.
    public byte[] copyFrom(int start) {
        return Arrays.copyOfRange(array, start, position);
    }

    private int advance(int count) {
        assert count >= 0 && count <= limit - position : count + " into " + (limit - position);
        int from = position;
        position += count;
        return from;
    }
}
