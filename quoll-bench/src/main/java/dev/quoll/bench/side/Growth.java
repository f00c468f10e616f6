package dev.quoll.bench.side;

import dev.quoll.bench.Spread;

import tools.jackson.jr.ob.JSON;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What more connections cost where the load over all of them is the same: the median of each
/// comparison to that of the first. *Immutable*.
///
/// @param comparisons of one work, the one to which the others are compared first
record Growth(List<Comparison> comparisons) {
    /// One number of open connections.
    private record Step(int connections, double ours, double theirs) {}

    /// A list of the numbers of connections, and what they cost.
    String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("peer", first().peer().toString());
        object.put("work", first().work().toString());
        object.put("medianToThatOfConnections", first().connections());
        object.put("growth", steps());
        return JSON.std.asString(object);
    }

    /// A line for each number of connections.
    String text() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s with %,d connections to %,d: ours %.2f, theirs %.2f%n",
                            first().work(),
                            step.connections(),
                            first().connections(),
                            step.ours(),
                            step.theirs()));
        }
        return text.toString();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            steps.add(
                    new Step(
                            comparison.connections(),
                            ours(comparison).median() / ours(first()).median(),
                            theirs(comparison).median() / theirs(first()).median()));
        }
        return steps;
    }

    private Comparison first() {
        return comparisons.getFirst();
    }

    private static Spread ours(Comparison comparison) {
        return comparison.ours(comparison.work()::value);
    }

    private static Spread theirs(Comparison comparison) {
        return comparison.theirs(comparison.work()::value);
    }
}
