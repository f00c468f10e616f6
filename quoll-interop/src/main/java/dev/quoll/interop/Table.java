package dev.quoll.interop;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The outcomes as text: a line per case, a column per peer and role, then what is to be told of
/// some. *Immutable*.
record Table(List<Outcome> outcomes) {
    private record Column(Peer peer, Role role) {
        static Column of(Outcome outcome) {
            return new Column(outcome.trial().peer(), outcome.trial().role());
        }

        /// Who connects to whom.
        String title() {
            return role == Role.CLIENT ? "us -> " + peer : peer + " -> us";
        }
    }

    Table {
        outcomes = List.copyOf(outcomes);
    }

    String text() {
        List<Column> columns = outcomes.stream().map(Column::of).distinct().toList();
        Map<Trial, Outcome> byTrial =
                outcomes.stream().collect(Collectors.toMap(Outcome::trial, Function.identity()));
        Stream<String> head = Stream.of(line("", columns.stream().map(Column::title)));
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
        if (outcome.verdict() instanceof Verdict.Measured(Rates rates, _)) {
            return outcome.verdict().label() + " " + rates.summary();
        }
        return String.format(
                Locale.ROOT, "%s %.1f s", outcome.verdict().label(), outcome.seconds());
    }

    private static String line(String title, Stream<String> cells) {
        return Stream.concat(Stream.of(title), cells)
                .map(cell -> String.format("%-20s", cell))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    /// Why what did not pass did not, and where its output is.
    private Stream<String> remarks() {
        List<String> lines =
                outcomes.stream()
                        .filter(outcome -> !outcome.verdict().reason().isEmpty())
                        .map(Table::remark)
                        .toList();
        return lines.isEmpty() ? Stream.empty() : Stream.concat(Stream.of(""), lines.stream());
    }

    private static String remark(Outcome outcome) {
        return String.format(
                "%s: %s: %s (target/interop/%s)",
                outcome.trial(),
                outcome.verdict().label(),
                outcome.verdict().reason(),
                outcome.trial().folder());
    }

    private String summary() {
        return outcomes.stream().filter(outcome -> outcome.verdict().isPass()).count()
                + " passed, "
                + outcomes.stream().filter(Outcome::isFailure).count()
                + " failed, "
                + outcomes.stream()
                        .filter(outcome -> outcome.verdict() instanceof Verdict.Unsupported)
                        .count()
                + " unsupported";
    }
}
