package dev.quoll.interop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rates of some runs of the same work. *Immutable*.
///
/// @param kilobitsPerSecond of each run, in their order; at least one
record Rates(List<Long> kilobitsPerSecond) {
    Rates {
        kilobitsPerSecond = List.copyOf(kilobitsPerSecond);
        if (kilobitsPerSecond.isEmpty()) {
            throw new IllegalArgumentException("no run");
        }
    }

    /// Of one run.
    static Rates of(long kilobitsPerSecond) {
        return new Rates(List.of(kilobitsPerSecond));
    }

    /// These, and then the others.
    Rates and(Rates others) {
        return new Rates(
                Stream.concat(kilobitsPerSecond.stream(), others.kilobitsPerSecond.stream())
                        .toList());
    }

    double mean() {
        return kilobitsPerSecond.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    /// The standard deviation as a sample shows it; of one run, 0.
    double deviation() {
        int runs = kilobitsPerSecond.size();
        double mean = mean();
        double squares =
                kilobitsPerSecond.stream().mapToDouble(rate -> Math.pow(rate - mean, 2)).sum();
        return runs == 1 ? 0 : Math.sqrt(squares / (runs - 1));
    }

    /// The mean and the deviation, with the unit.
    String summary() {
        return String.format(Locale.ROOT, "%.0f ± %.0f kbit/s", mean(), deviation());
    }

    /// The summary, and each without the unit.
    @Override
    public String toString() {
        return kilobitsPerSecond.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", summary() + ": ", ""));
    }
}
