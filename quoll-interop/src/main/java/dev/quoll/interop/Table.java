package dev.quoll.interop;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The outcomes as text: a line per case, a column per peer and role, then why what failed did.
/// *Immutable*.
record Table(List<Outcome> outcomes) {
    private record Column(Peer peer, Role role) {
        static Column of(Outcome outcome) {
            return new Column(outcome.trial().peer(), outcome.trial().role());
        }

        String title() {
            return peer + " " + role;
        }
    }

    private static final int WIDTH = 16;

    Table {
        outcomes = List.copyOf(outcomes);
    }

    String text() {
        List<Column> columns = outcomes.stream().map(Column::of).distinct().toList();
        Map<Trial, Outcome> byTrial =
                outcomes.stream().collect(Collectors.toMap(Outcome::trial, Function.identity()));
        Stream<String> head = Stream.of(line("our role, to", columns.stream().map(Column::title)));
        Stream<String> body =
                Stream.of(Case.values())
                        .map(test -> caseLine(test, columns, byTrial))
                        .filter(line -> !line.isEmpty());
        return Stream.of(head, body, remarks(), Stream.of("", summary()))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
    }

    private static String caseLine(Case test, List<Column> columns, Map<Trial, Outcome> byTrial) {
        List<String> cells =
                columns.stream()
                        .map(column -> new Trial(column.peer, column.role, test))
                        .map(trial -> byTrial.containsKey(trial) ? cell(byTrial.get(trial)) : "")
                        .toList();
        return cells.stream().allMatch(String::isEmpty) ? "" : line(test.label(), cells.stream());
    }

    private static String cell(Outcome outcome) {
        return String.format(
                Locale.ROOT, "%s %.1f s", outcome.verdict().label(), outcome.seconds());
    }

    private static String line(String title, Stream<String> cells) {
        return Stream.concat(Stream.of(title), cells)
                .map(cell -> String.format("%-" + WIDTH + "s", cell))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private Stream<String> remarks() {
        return outcomes.stream()
                .filter(outcome -> !outcome.verdict().reason().isEmpty())
                .map(
                        outcome ->
                                outcome.trial()
                                        + ": "
                                        + outcome.verdict().label()
                                        + ": "
                                        + outcome.verdict().reason());
    }

    private String summary() {
        return count(Verdict.Passed.class)
                + " passed, "
                + count(Verdict.Failed.class)
                + " failed, "
                + count(Verdict.Unsupported.class)
                + " unsupported";
    }

    private long count(Class<? extends Verdict> type) {
        return outcomes.stream().map(Outcome::verdict).filter(type::isInstance).count();
    }
}
