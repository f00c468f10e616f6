package dev.quoll.core.protection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A checksum of 64 bits, twice in a tag of 16 bytes. It finds accidents, not attacks. Four sums
/// side by side do not wait for one another's multiplications.
///
/// @param seed stands for the key
record Checksum(long seed) {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Odd and without pattern: the fraction of the golden ratio.
    private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

    long of(long pathId, long packetNumber, byte[] bytes, int offset, int length) {
        long first = mix(mix(mix(seed, pathId), packetNumber), length);
        long second = ~first;
        long third = first >>> 1;
        long fourth = ~third;
        int end = offset + length;
        int at = offset;
        for (; at <= end - 4 * Long.BYTES; at += 4 * Long.BYTES) {
            first = mix(first, (long) LONG.get(bytes, at));
            second = mix(second, (long) LONG.get(bytes, at + Long.BYTES));
            third = mix(third, (long) LONG.get(bytes, at + 2 * Long.BYTES));
            fourth = mix(fourth, (long) LONG.get(bytes, at + 3 * Long.BYTES));
        }
        long sum = mix(mix(mix(first, second), third), fourth);
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            sum = mix(sum, (long) LONG.get(bytes, at));
        }
        for (; at < end; at++) {
            sum = mix(sum, bytes[at]);
        }
        return sum;
    }

    void writeTag(long sum, byte[] bytes, int offset) {
        LONG.set(bytes, offset, sum);
        LONG.set(bytes, offset + Long.BYTES, ~sum);
    }

    boolean isTag(long sum, byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset) == sum
                && (long) LONG.get(bytes, offset + Long.BYTES) == ~sum;
    }

    private static long mix(long sum, long word) {
        long product = (sum ^ word) * FACTOR;
        return product ^ product >>> 32;
    }
}
