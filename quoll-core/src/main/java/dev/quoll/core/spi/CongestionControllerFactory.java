package dev.quoll.core.spi;

import java.util.random.RandomGenerator;

/// Makes a controller for every network that a path leads over. *Thread-safe*.
@FunctionalInterface
public interface CongestionControllerFactory {
    /// Makes a controller with its initial window.
    ///
    /// @param maxDatagramSize the largest datagram the network carries so far, at least 1200 bytes
    /// @param random for choices that many senders should not make at once; may be kept
    CongestionController create(int maxDatagramSize, RandomGenerator random);
}
