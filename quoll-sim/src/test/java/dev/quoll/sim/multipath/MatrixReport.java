package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Measures downloads over two lines in all proportions, and the loss of a line with a thousand
/// seeds, and writes `multipath.md` with its charts into the folder that `-Dquoll.report` names.
/// `docs/testing.md` has the command.
@EnabledIfSystemProperty(named = MatrixReport.FOLDER, matches = ".+")
class MatrixReport {
    static final String FOLDER = "quoll.report";
    static final List<Double> BANDWIDTH_RATIOS =
            List.of(0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    static final List<Double> RTT_RATIOS = List.of(1.0, 2.0, 5.0, 10.0, 20.0);
    private static final int SEEDS = 1000;

    private final AtomicInteger done = new AtomicInteger();

    /// What one cell gave.
    ///
    /// @param alone Mbit/s of the better line by itself
    /// @param both Mbit/s of both, by scheduling
    record Measured(Cell cell, double alone, Map<PathScheduling, Double> both) {
        double share(PathScheduling scheduling) {
            return both.get(scheduling) / alone;
        }
    }

    @Test
    void write() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        List<Measured> matrix = cells().parallelStream().map(this::measure).toList();
        Map<PathScheduling, Download> sample =
                Schedulings.ALL.stream()
                        .collect(Collectors.toMap(Function.identity(), MatrixReport::sample));
        Map<PathScheduling, List<Failover>> failovers =
                Schedulings.ALL.stream()
                        .collect(Collectors.toMap(Function.identity(), MatrixReport::failovers));
        Files.createDirectories(folder.resolve("charts"));
        for (PathScheduling scheduling : Schedulings.ALL) {
            MatrixChart.of(scheduling, matrix)
                    .write(folder.resolve("charts").resolve(MatrixChart.name(scheduling)));
        }
        Files.writeString(
                folder.resolve("multipath.md"),
                new MatrixText(matrix, sample, failovers).toString());
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (double bandwidthRatio : BANDWIDTH_RATIOS) {
            for (double rttRatio : RTT_RATIOS) {
                cells.add(new Cell(bandwidthRatio, rttRatio));
            }
        }
        return cells;
    }

    private Measured measure(Cell cell) {
        Measured measured =
                new Measured(
                        cell,
                        cell.betterAlone("write"),
                        Schedulings.ALL.stream()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(),
                                                it -> cell.both(it, "write").megabits())));
        System.out.printf("%d: %s%n", done.incrementAndGet(), measured);
        return measured;
    }

    private static Download sample(PathScheduling scheduling) {
        return Download.measure(
                scheduling,
                List.of(TestedLine.of(20, 30), TestedLine.of(30, 60)),
                Cell.BYTES,
                1,
                "write");
    }

    private static List<Failover> failovers(PathScheduling scheduling) {
        return LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(
                        seed ->
                                Failover.run(
                                        new Replay(
                                                MatrixReport.class.getName(),
                                                "write",
                                                new Seed(seed)),
                                        scheduling))
                .toList();
    }
}
