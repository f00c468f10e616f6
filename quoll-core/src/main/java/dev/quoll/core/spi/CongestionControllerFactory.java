package dev.quoll.core.spi;

/// Makes a controller for every new route. *Thread-safe*.
@FunctionalInterface
public interface CongestionControllerFactory {
    /// Makes a controller with its initial window.
    ///
    /// @param maxDatagramSize the largest datagram the route carries so far, at least 1200 bytes
    CongestionController create(int maxDatagramSize);
}
