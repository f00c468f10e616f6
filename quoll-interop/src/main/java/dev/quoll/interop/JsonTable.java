package dev.quoll.interop;

import tools.jackson.jr.ob.JSON;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The outcomes as one JSON object: whether nothing failed, and a row for each trial. *Immutable*.
record JsonTable(List<Outcome> outcomes) {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    JsonTable {
        outcomes = List.copyOf(outcomes);
    }

    String text() {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("ok", outcomes.stream().noneMatch(Outcome::isFailure));
        table.put("rows", outcomes.stream().map(JsonTable::row).toList());
        return WRITER.asString(table);
    }

    private static Map<String, Object> row(Outcome outcome) {
        Trial trial = outcome.trial();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("peer", trial.peer().label());
        row.put("role", trial.role().label());
        row.put("case", trial.test().label());
        row.put("verdict", outcome.verdict().label().toLowerCase(Locale.ROOT));
        row.put("reason", outcome.verdict().reason());
        if (outcome.verdict() instanceof Verdict.Measured(Rates rates, Optional<Rates> tcp)) {
            row.put("kilobitsPerSecond", rates.kilobitsPerSecond());
            tcp.ifPresent(beside -> row.put("tcpBeside", beside.kilobitsPerSecond()));
        }
        row.put("seconds", outcome.seconds());
        row.put("log", trial.folder());
        return row;
    }
}
