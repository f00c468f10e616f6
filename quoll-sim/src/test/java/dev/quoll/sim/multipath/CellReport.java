package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.util.List;

/// Prints the figures of one set of lines with every scheduling. `docs/testing.md` has the command.
@EnabledIfSystemProperty(named = CellReport.LINES, matches = ".+")
class CellReport {
    static final String LINES = "quoll.lines";
    private static final long BYTES = Long.getLong("quoll.bytes", 50_000_000);
    private static final long SEED = Long.getLong("quoll.seed", 1);

    @Test
    void print() {
        List<TestedLine> lines = TestedLine.parse(System.getProperty(LINES));
        for (TestedLine line : lines) {
            System.out.println("alone      " + Download.alone(line, BYTES, SEED, "print"));
        }
        for (PathScheduling scheduling : Schedulings.ALL) {
            System.out.printf(
                    "%-20s %s%n",
                    Schedulings.title(scheduling),
                    Download.measure(scheduling, lines, BYTES, SEED, "print"));
        }
    }
}
