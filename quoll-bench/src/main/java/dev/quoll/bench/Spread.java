package dev.quoll.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Smallest, middle and largest of a few values. *Immutable*.
public record Spread(double min, double median, double max) {
    private static final double NANOS_PER_SECOND = 1e9;

    /// Of the values that `value` finds in `runs`, of which there is at least one.
    public static <T> Spread of(List<T> runs, ToDoubleFunction<T> value) {
        double[] sorted = runs.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /// The smallest, taken as nanoseconds for one, as a number per second: what disturbs a run
    /// makes it longer.
    String perSecond() {
        return String.format(Locale.ROOT, "%,.0f", NANOS_PER_SECOND / min);
    }

    /// The median, and the others in brackets.
    String asRatio() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, min, max);
    }
}
