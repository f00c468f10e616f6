package dev.quoll.cli.perf;

import java.time.Duration;

/// When something that goes on for a time is to end. *Immutable*.
record Deadline(long startNanos, long lengthNanos) {
    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime(), duration.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - startNanos >= lengthNanos;
    }
}
