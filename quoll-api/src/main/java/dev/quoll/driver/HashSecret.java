package dev.quoll.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/// A hash that cannot be foreseen: each word is added to what there is, multiplied by a secret odd
/// number, and the two halves of the product are mixed. Immutable.
final class HashSecret {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long start;
    private final long factor;

    HashSecret(RandomGenerator random) {
        start = random.nextLong();
        factor = random.nextLong() | 1;
    }

    /// The hash of the first `length` bytes; up to seven more are read and have to be zero.
    int hash(byte[] bytes, int length) {
        long hash = start ^ length;
        for (int at = 0; at < length; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
        }
        hash = mix(hash);
        return (int) (hash ^ hash >>> 32);
    }

    private long mix(long word) {
        return word * factor ^ Math.unsignedMultiplyHigh(word, factor);
    }
}
