package dev.quoll.driver;

/// Nanoseconds since the endpoint began: never negative, never falling. *Thread-safe*.
final class MonotonicClock {
    private final long began = System.nanoTime();

    /// The present time.
    long nowNanos() {
        return System.nanoTime() - began;
    }
}
