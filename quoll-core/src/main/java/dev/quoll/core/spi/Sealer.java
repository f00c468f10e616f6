package dev.quoll.core.spi;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Seals what a server hands out and alone can open when it comes back. *Thread-safe*.
public interface Sealer {
    /// Seals content, so that nobody else can read, make or change it.
    ///
    /// @param random makes the same content different each time
    byte[] seal(byte[] content, RandomGenerator random);

    /// What was sealed; empty if it was not sealed here, or somebody changed it.
    Optional<byte[]> open(byte[] sealed);
}
