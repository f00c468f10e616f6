package dev.quoll.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What all configurations check.
final class Checks {
    private Checks() {}

    static long inRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, not %d".formatted(what, least, most, value));
        }
        return value;
    }

    static int inRange(String what, int value, int least, int most) {
        return (int) inRange(what, (long) value, (long) least, (long) most);
    }

    static Duration inRange(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s must be from %s to %s, not %s".formatted(what, least, most, value));
        }
        return value;
    }

    /// A copy of a list that has something in it, and nothing twice.
    static <T> List<T> distinct(String what, List<T> values) {
        List<T> copy = List.copyOf(values);
        if (copy.isEmpty() || Set.copyOf(copy).size() < copy.size()) {
            throw new IllegalArgumentException(
                    "each %s once, and one at least: %s".formatted(what, copy));
        }
        return copy;
    }
}
