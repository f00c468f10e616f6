package dev.quoll.bench.side;

import dev.quoll.bench.Spread;

import tools.jackson.jr.ob.JSON;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// A comparison in words, or as a JSON object. *Immutable*.
record Report(Comparison comparison) {
    private static final long MIB = 1 << 20;

    /// `ours`, `theirs` and `ratio` are of the figure that counts; others stand beside them.
    String json() {
        Work work = comparison.work();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("peer", comparison.peer().toString());
        object.put("work", work.toString());
        object.put("connections", comparison.connections());
        object.put("unit", work.unit());
        object.putAll(sides(work::value));
        others().forEach((name, value) -> object.put(name, sides(value)));
        object.put("peakRssMiB", Map.of("ours", ourPeak(), "theirs", theirPeak()));
        return JSON.std.asString(object);
    }

    /// Lines of smallest, middle and largest.
    String text() {
        Work work = comparison.work();
        StringBuilder text = new StringBuilder();
        line(text, work + " against " + comparison.peer() + ", " + work.unit(), work::value);
        others().forEach((name, value) -> line(text, "  " + name, value));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-40s ours %,d, theirs %,d%n",
                        "  peak RSS of both processes, MiB",
                        ourPeak(),
                        theirPeak()));
        return text.toString();
    }

    private Map<String, ToDoubleFunction<Sample>> others() {
        Map<String, ToDoubleFunction<Sample>> others = new LinkedHashMap<>();
        if (comparison.work().isBulk()) {
            others.put("cpuSecondsPerGiB", Sample::cpuSecondsPerGib);
        }
        if (comparison.work().hasTimes()) {
            others.put("p50Micros", sample -> sample.answer().p50Micros());
            others.put("p99Micros", sample -> sample.answer().p99Micros());
        }
        return others;
    }

    private Map<String, Spread> sides(ToDoubleFunction<Sample> value) {
        Map<String, Spread> sides = new LinkedHashMap<>();
        sides.put("ours", comparison.ours(value));
        sides.put("theirs", comparison.theirs(value));
        sides.put("ratio", comparison.ratio(value));
        return sides;
    }

    private void line(StringBuilder text, String name, ToDoubleFunction<Sample> value) {
        text.append(String.format(Locale.ROOT, "%-40s", name));
        sides(value)
                .forEach(
                        (side, spread) ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                " %s %,.2f/%,.2f/%,.2f",
                                                side,
                                                spread.min(),
                                                spread.median(),
                                                spread.max())));
        text.append(System.lineSeparator());
    }

    private long ourPeak() {
        return comparison.ourPeakBytes() / MIB;
    }

    private long theirPeak() {
        return comparison.theirPeakBytes() / MIB;
    }
}
