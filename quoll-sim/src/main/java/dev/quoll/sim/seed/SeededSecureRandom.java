package dev.quoll.sim.seed;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.random.RandomGenerator;

/// A source for keys and nonces that is not secure at all: it repeats itself for the same seed, so
/// that a handshake under test has the same bytes each time. *Confined*.
public final class SeededSecureRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    /// Begins at `seed`.
    public SeededSecureRandom(Seed seed) {
        super(new Source(seed.generator()), null);
    }

    private static final class Source extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;
        private final transient RandomGenerator random;

        Source(RandomGenerator random) {
            this.random = random;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {} // only the seed of the run counts

        @Override
        protected void engineNextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
