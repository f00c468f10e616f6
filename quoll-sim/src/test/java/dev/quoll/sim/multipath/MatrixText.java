package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;
import dev.quoll.sim.measure.Percentiles;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The text of `docs/multipath.md`.
///
/// @param matrix all cells, those of the same bandwidth one after the other
/// @param sample 20 Mbit/s × 30 ms and 30 Mbit/s × 60 ms
/// @param failovers what happened when a line went
record MatrixText(
        List<MatrixReport.Measured> matrix,
        Map<PathScheduling, Download> sample,
        Map<PathScheduling, List<Failover>> failovers) {
    private static final String COMMAND =
            "mvn test -pl quoll-sim -am -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtest=MatrixReport -Dtest.heap=2g -Dtest.options=-Dquoll.report=$PWD/docs";

    private static final String MATRIX_HEAD =
            """
            ## All proportions

            One line has 50 Mbit/s or, where the other is wider, a part of it, and 20 ms; that of path 0. The other is longer: 20 ms times
            what the column says. Mbit/s of both together, and how many times what the better one gives alone.

            """;

    private static final String FAILOVER_HEAD =
            """
            ## When a line goes

            Two lines drawn by lot, of 5 to 50 Mbit/s and 10 to 200 ms, and a download of four seconds, of which one line is cut in both
            directions between two and four fifths of it. The longest time without a byte for the application because of it, and the same in
            percent of what it may be: twice the probe timeout of the cut path, one round-trip time of the other, both as they are when it is
            cut, and 25 ms. In some runs the other line lost packets of its own at that time, because its queue was full.

            | paths are chosen | runs | of them with other losses | half of them | 99 of 100 | longest | half of them | 99 of 100 | longest |
            |---|---|---|---|---|---|---|---|---|
            """;

    /// How wide the two lines are.
    static String proportion(double bandwidthRatio) {
        return bandwidthRatio < 1
                ? TestedLine.text(Math.rint(1 / bandwidthRatio)) + " times wider"
                : bandwidthRatio == 1
                        ? "as wide"
                        : TestedLine.text(bandwidthRatio) + " times narrower";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(head());
        Schedulings.ALL.forEach(scheduling -> appendSample(text, scheduling));
        text.append('\n').append(MATRIX_HEAD);
        Schedulings.ALL.forEach(scheduling -> appendMatrix(text, scheduling));
        text.append(FAILOVER_HEAD);
        Schedulings.ALL.forEach(scheduling -> appendFailovers(text, scheduling));
        return text.toString();
    }

    private static String head() {
        return String.format(
                Locale.ROOT,
                """
                # Several paths: throughput and failover

                What one download gets over two lines, beside what it gets over the better of them alone, and how long an application waits
                when a line goes. Written by `MatrixReport`; do not edit.

                    %s

                Measured on %s: %s, JDK %s. Time is virtual, so the machine decides how long that takes, and not what comes out.

                Each line has its rate in both directions, and before it a queue for one bandwidth-delay product (64 kB at least). A download of
                50 MB is measured from the first datagram of the handshake to the last byte; the second path is opened as soon as the handshake is
                confirmed. Windows are the default, which grow by themselves up to 16 MiB. Rates are of UDP payload, results of stream data.

                ## Two lines together: 20 Mbit/s × 30 ms and 30 Mbit/s × 60 ms

                | paths are chosen | Mbit/s | of 50 Mbit/s | longest wait for the next bytes |
                |---|---|---|---|
                """,
                COMMAND,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }

    private void appendSample(StringBuilder text, PathScheduling scheduling) {
        Download download = sample.get(scheduling);
        text.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.0f %% | %d ms |%n",
                        Schedulings.title(scheduling),
                        download.megabits(),
                        100 * download.megabits() / 50,
                        download.longestGap().toMillis()));
    }

    private void appendMatrix(StringBuilder text, PathScheduling scheduling) {
        String title = Schedulings.title(scheduling);
        text.append(
                        String.format(
                                Locale.ROOT,
                                "![%s](charts/%s)%n%n",
                                title,
                                MatrixChart.name(scheduling)))
                .append(String.format(Locale.ROOT, "### Paths are chosen by %s%n%n", title))
                .append("| the other line is | as long |");
        MatrixReport.RTT_RATIOS.stream()
                .skip(1)
                .forEach(it -> text.append(" × ").append(TestedLine.text(it)).append(" |"));
        text.append("\n|---|").append("---|".repeat(MatrixReport.RTT_RATIOS.size())).append('\n');
        for (double bandwidth : MatrixReport.BANDWIDTH_RATIOS) {
            text.append("| ").append(proportion(bandwidth)).append(" |");
            matrix.stream()
                    .filter(it -> it.cell().bandwidthRatio() == bandwidth)
                    .forEach(
                            it ->
                                    text.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    " %.1f: %.2f |",
                                                    it.both().get(scheduling),
                                                    it.share(scheduling))));
            text.append('\n');
        }
        text.append('\n');
    }

    private void appendFailovers(StringBuilder text, PathScheduling scheduling) {
        List<Failover> runs = failovers.get(scheduling);
        Percentiles millis =
                Percentiles.of(runs.stream().mapToLong(it -> it.gapNanos() / 1_000_000).toArray());
        Percentiles parts = Percentiles.of(runs.stream().mapToLong(Failover::permille).toArray());
        text.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %d ms | %d ms | %d ms | %.0f %% | %.0f %% | %.0f %% |%n",
                        Schedulings.title(scheduling),
                        runs.size(),
                        runs.stream().filter(it -> it.losses() > 0).count(),
                        millis.p50(),
                        millis.p99(),
                        millis.max(),
                        parts.p50() / 10.0,
                        parts.p99() / 10.0,
                        parts.max() / 10.0));
    }
}
