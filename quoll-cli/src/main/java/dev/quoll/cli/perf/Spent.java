package dev.quoll.cli.perf;

import dev.quoll.cli.report.Amount;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Time that went by. *Immutable*.
///
/// @param cpuSeconds of this process; null where the system does not tell
record Spent(double seconds, @Nullable Double cpuSeconds) {
    private static final double NANOS = 1e9;

    /// Where time is counted from. *Immutable*.
    record Beginning(long nanos, @Nullable Duration cpu) {
        static Beginning now() {
            return new Beginning(System.nanoTime(), cpuTime());
        }

        Spent untilNow() {
            Duration end = cpuTime();
            return new Spent(
                    Amount.secondsSince(nanos),
                    cpu == null || end == null ? null : end.minus(cpu).toNanos() / NANOS);
        }
    }

    private static @Nullable Duration cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(null);
    }
}
