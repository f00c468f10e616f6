package dev.quoll.sim.throughput;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// The text of `docs/congestion.md`.
///
/// @param results all cases, those of one link and the same windows one after the other
/// @param shares all cases of two flows, those that differ in the controller one after the other
record ReportText(List<Throughput> results, List<Fairness> shares) {
    private static final String COMMAND =
            "mvn test -pl quoll-sim -am -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dtest=ThroughputReport -Dtest.heap=2g -Dtest.options=-Dquoll.report=$PWD/docs";

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        """
                                    # Congestion control: throughput and fairness

                                    How much of a simulated link the controllers use, beside what is possible. Written by `ThroughputReport`; do not edit.

                                        %s

                                    Measured on %s: %s, JDK %s. Time is virtual, so the machine decides how long that takes, and not what comes out.

                                    Data goes over a bottleneck with a queue for one bandwidth-delay product (64 kB at least), then over the delay, then random
                                    losses; acknowledgments come back over the delay alone. One stream sends without end; what is counted is stream data that
                                    arrives in the second half of the run. Packets are real packets of `quoll-core`, of 1452 bytes where the search for larger
                                    datagrams has found that out.

                                    The limit is the least of what the link carries of stream data, what windows allow in a round trip, and, with losses, what
                                    the controller's answer to them leaves: for NewReno the formula of Mathis, for CUBIC that of RFC 9438 §5.1 or NewReno's,
                                    whichever is more. These are guides and no bounds: they take the round-trip time without a queue and every loss for a sign of
                        its own, which makes them low, and leave out probe timeouts, which makes them high where a window is a few packets; and the
                        runs are short for cycles that long.
                        BBR has no such formula: losses up to its threshold, 2 %% in a round trip, should cost it no more than what is lost. Near
                                    the threshold chance exceeds it, which ends startup early and every search; a search comes every 62 round trips or 2 to
                                    3 s, and then little is found over long round trips in a run as short as these.

                        """,
                        COMMAND,
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        System.getProperty("java.version")));
        ThroughputReport.RATES.forEach(rate -> appendChart(text, rate));
        for (Windows windows : Windows.values()) {
            appendTable(text, windows);
        }
        appendShares(text);
        return text.toString();
    }

    private static void appendChart(StringBuilder text, long rate) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "![throughput at %d Mbit/s, windows of 2 × BDP](charts/%s)%n%n",
                        rate / ThroughputReport.MEGABIT,
                        ThroughputReport.chartName(rate)));
    }

    private void appendTable(StringBuilder text, Windows windows) {
        text.append(String.format(Locale.ROOT, "## Windows: %s%n%n", windows.title()))
                .append("Mbit/s of stream data, and the limit.\n\n")
                .append("| link | round trip | loss | NewReno | CUBIC | BBR |\n")
                .append("|---|---|---|---|---|---|\n");
        List<Throughput> rows =
                results.stream().filter(result -> result.windows() == windows).toList();
        int columns = Controller.values().length;
        for (int i = 0; i < rows.size(); i += columns) {
            TestedLink path = rows.get(i).path();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %d Mbit/s | %d ms | %s |",
                            path.bitsPerSecond() / ThroughputReport.MEGABIT,
                            path.roundTripMillis(),
                            percent(path.loss())));
            rows.subList(i, i + columns)
                    .forEach(
                            result ->
                                    text.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    " %s of %s |",
                                                    megabits(result.bitsPerSecond()),
                                                    megabits(result.limit()))));
            text.append('\n');
        }
        text.append('\n');
    }

    private void appendShares(StringBuilder text) {
        text.append("## Two flows with the same controller\n\n")
                .append("Mbit/s of each in the second half of a minute together, and Jain's index:")
                .append(" 1 if both have the same, 0.5 if one has all.\n\n")
                .append("| link | round trip | the second begins | NewReno | CUBIC | BBR |\n")
                .append("|---|---|---|---|---|---|\n");
        int columns = Controller.values().length;
        for (int i = 0; i < shares.size(); i += columns) {
            Fairness first = shares.get(i);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %d Mbit/s | %d ms | %s |",
                            first.path().bitsPerSecond() / ThroughputReport.MEGABIT,
                            first.path().roundTripMillis(),
                            first.lead().isZero()
                                    ? "at once"
                                    : "after " + first.lead().toSeconds() + " s"));
            shares.subList(i, i + columns)
                    .forEach(
                            share ->
                                    text.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    " %s + %s: %.2f |",
                                                    megabits(share.firstBits()),
                                                    megabits(share.secondBits()),
                                                    share.index())));
            text.append('\n');
        }
    }

    private static String megabits(double bitsPerSecond) {
        double megabits = bitsPerSecond / ThroughputReport.MEGABIT;
        return String.format(
                Locale.ROOT, megabits < 10 ? "%.2f" : megabits < 100 ? "%.1f" : "%.0f", megabits);
    }
}
