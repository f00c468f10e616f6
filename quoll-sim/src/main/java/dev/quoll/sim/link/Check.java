package dev.quoll.sim.link;

import java.time.Duration;

/// The ranges that parameters of models must keep to.
final class Check {
    private Check() {}

    static void probability(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a probability is 0 to 1, not " + value);
        }
    }

    static void positive(long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("must be more than 0, is " + value);
        }
    }

    static void notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("a duration from 0 up, not " + value);
        }
    }
}
