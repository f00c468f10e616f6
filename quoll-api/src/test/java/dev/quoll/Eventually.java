package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what comes by itself, without taking the processor from those who bring it, and not
/// for ever: a thread that spins is not ended by the timeout of a test.
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = 500_000;

    private Eventually() {}

    /// Returns as soon as `condition` holds.
    public static void holds(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
