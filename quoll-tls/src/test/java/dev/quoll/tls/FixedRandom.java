package dev.quoll.tls;

import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Randomness that is known: the bytes given, or those of a seed.
public final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient RandomGenerator source;
    private final transient byte[] first;
    private transient int taken;

    private FixedRandom(byte[] first, RandomGenerator source) {
        this.first = first;
        this.source = source;
    }

    /// These bytes, and nothing after them.
    public static FixedRandom of(byte[] bytes) {
        return new FixedRandom(
                bytes.clone(),
                () -> {
                    throw new IllegalStateException("no randomness is left");
                });
    }

    /// The same bytes every time.
    public static FixedRandom seeded(long seed) {
        return new FixedRandom(new byte[0], new Random(seed));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = taken < first.length ? first[taken++] : (byte) source.nextInt();
        }
    }
}
