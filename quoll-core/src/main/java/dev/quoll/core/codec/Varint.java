package dev.quoll.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// QUIC's variable-length integers as plain functions over arrays: 0 to 2^62-1 in 1, 2, 4 or 8
/// bytes, the two highest bits of the first saying how many. Nothing here checks that the bytes are
/// there; [ByteReader] does.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-16 RFC 9000, section 16
public final class Varint {
    /// The highest value.
    public static final long MAX_VALUE = (1L << 62) - 1;

    /// The most bytes a value takes.
    public static final int MAX_SIZE = 8;

    static final VarHandle SHORT = view(short[].class);
    static final VarHandle INT = view(int[].class);
    static final VarHandle LONG = view(long[].class);

    private static final long MAX_IN_1 = (1L << 6) - 1;
    private static final long MAX_IN_2 = (1L << 14) - 1;
    private static final long MAX_IN_4 = (1L << 30) - 1;

    private Varint() {}

    /// Bytes of the shortest form of `value`, 0 to 2^62-1: 1, 2, 4 or 8.
    public static int size(long value) {
        assert value >= 0 && value <= MAX_VALUE : value;
        if (value <= MAX_IN_1) {
            return 1;
        }
        if (value <= MAX_IN_2) {
            return 2;
        }
        return value <= MAX_IN_4 ? 4 : 8;
    }

    /// Bytes of the value whose first byte is `first`.
    public static int sizeFrom(byte first) {
        return 1 << ((first & 0xff) >>> 6);
    }

    /// The value at `offset`, in whatever form; all its bytes are in `bytes`.
    public static long read(byte[] bytes, int offset) {
        return switch ((bytes[offset] & 0xff) >>> 6) {
            case 0 -> bytes[offset];
            case 1 -> (short) SHORT.get(bytes, offset) & MAX_IN_2;
            case 2 -> (int) INT.get(bytes, offset) & MAX_IN_4;
            default -> (long) LONG.get(bytes, offset) & MAX_VALUE;
        };
    }

    /// Writes `value` at `offset` in exactly `size` bytes, which are enough for it.
    public static void write(byte[] bytes, int offset, long value, int size) {
        assert size(value) <= size : value + " in " + size + " bytes";
        switch (size) {
            case 1 -> bytes[offset] = (byte) value;
            case 2 -> SHORT.set(bytes, offset, (short) (value | 0x4000));
            case 4 -> INT.set(bytes, offset, (int) (value | 0x8000_0000L));
            case 8 -> LONG.set(bytes, offset, value | 0xc000_0000_0000_0000L);
            default -> throw new IllegalArgumentException("no varint has " + size + " bytes");
        }
    }

    /// How many of `wanted` bytes fit into `room` bytes together with the varint that counts them.
    ///
    /// @return 0 to `wanted`; negative if not even the count of nothing fits
    public static int countedBytesThatFit(int room, int wanted) {
        int fit = Math.min(wanted, room - 1);
        if (fit > MAX_IN_1) {
            fit = Math.min(wanted, (int) Math.max(MAX_IN_1, room - 2));
        }
        if (fit > MAX_IN_2) {
            fit = Math.min(wanted, (int) Math.max(MAX_IN_2, room - 4));
        }
        return fit;
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
    }
}
