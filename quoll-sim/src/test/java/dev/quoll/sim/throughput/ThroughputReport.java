package dev.quoll.sim.throughput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures every case and writes `congestion.md` with its charts into the folder that
/// `-Dquoll.report` names; that takes a quarter of an hour or more. `docs/testing.md` has the
/// command.
@EnabledIfSystemProperty(named = ThroughputReport.FOLDER, matches = ".+")
class ThroughputReport {
    static final String FOLDER = "quoll.report";

    static final long MEGABIT = 1_000_000;
    static final List<Long> RATES = List.of(10 * MEGABIT, 100 * MEGABIT, 1000 * MEGABIT);
    static final List<Long> ROUND_TRIPS = List.of(1L, 10L, 100L, 300L);
    static final List<Double> LOSSES = List.of(0.0, 0.001, 0.01, 0.02);

    private static final List<TestedLink> SHARED =
            List.of(new TestedLink(10 * MEGABIT, 20, 0), new TestedLink(50 * MEGABIT, 40, 0));
    private static final List<Duration> LEADS = List.of(Duration.ZERO, Duration.ofSeconds(10));
    private static final Duration SHARED_TIME = Duration.ofSeconds(60);

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void write() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        List<Fairness> shares = sharedCases().parallelStream().map(this::share).toList();
        List<Throughput> results = cases().parallelStream().map(this::run).toList();
        Files.createDirectories(folder.resolve("charts"));
        for (long rate : RATES) {
            ThroughputChart.of(rate, results)
                    .write(folder.resolve("charts").resolve(chartName(rate)));
        }
        Files.writeString(
                folder.resolve("congestion.md"), new ReportText(results, shares).toString());
    }

    static String chartName(long bitsPerSecond) {
        return "throughput-" + bitsPerSecond / MEGABIT + ".svg";
    }

    /// Long enough that slow start is over when measuring begins.
    static Duration time(TestedLink path) {
        long roundTrips = path.bitsPerSecond() >= 1000 * MEGABIT ? 40 : 60;
        long least = path.bitsPerSecond() >= 1000 * MEGABIT ? 3 : 10;
        return Duration.ofSeconds(Math.max(least, roundTrips * path.roundTripMillis() / 1000));
    }

    private static List<Throughput> cases() {
        List<Throughput> cases = new ArrayList<>();
        for (long rate : RATES) {
            for (long roundTrip : ROUND_TRIPS) {
                for (double loss : LOSSES) {
                    var path = new TestedLink(rate, roundTrip, loss);
                    for (Windows windows : Windows.values()) {
                        for (Controller controller : Controller.values()) {
                            cases.add(new Throughput(controller, path, windows, 0));
                        }
                    }
                }
            }
        }
        return cases;
    }

    private static List<Fairness> sharedCases() {
        List<Fairness> cases = new ArrayList<>();
        for (var path : SHARED) {
            for (Duration lead : LEADS) {
                for (Controller controller : Controller.values()) {
                    cases.add(new Fairness(controller, path, lead, 0, 0));
                }
            }
        }
        return cases;
    }

    private Throughput run(Throughput todo) {
        Throughput result =
                Throughput.measure(
                        todo.controller(), todo.path(), todo.windows(), time(todo.path()), "write");
        System.out.printf("%d: %s%n", done.incrementAndGet(), result);
        return result;
    }

    private Fairness share(Fairness todo) {
        Fairness result =
                Fairness.measure(todo.controller(), todo.path(), todo.lead(), SHARED_TIME, "write");
        System.out.printf("%d: %s%n", done.incrementAndGet(), result);
        return result;
    }
}
