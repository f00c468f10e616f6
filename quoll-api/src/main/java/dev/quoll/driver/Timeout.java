package dev.quoll.driver;

import java.time.Duration;

/// How long a call may wait, in nanoseconds.
public final class Timeout {
    /// No limit.
    public static final long NEVER = Long.MAX_VALUE;

    private Timeout() {}

    /// The limit for a duration of the application's: nothing below zero, [#NEVER] for centuries.
    public static long of(Duration duration) {
        try {
            return Math.max(0, duration.toNanos());
        } catch (ArithmeticException _) {
            return duration.isNegative() ? 0 : NEVER;
        }
    }
}
