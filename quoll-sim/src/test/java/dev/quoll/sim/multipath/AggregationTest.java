package dev.quoll.sim.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.PathScheduling;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// How much of two lines one download gets: a few of the cases of `docs/multipath.md`.
class AggregationTest {
    private static final long BYTES = 50_000_000;

    static Stream<PathScheduling> schedulings() {
        return Schedulings.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void oneDownloadGetsNineTenthsOfTwoLines(PathScheduling scheduling) {
        Download download =
                Download.measure(
                        scheduling,
                        List.of(TestedLine.of(20, 30), TestedLine.of(30, 60)),
                        BYTES,
                        1,
                        "oneDownloadGetsNineTenthsOfTwoLines");

        System.out.println(Schedulings.title(scheduling) + ": " + download);
        assertThat(download.megabits()).as(download::toString).isGreaterThan(0.9 * 50);
    }

    /// Whatever the other line is like, it does not make things worse.
    @ParameterizedTest
    @CsvSource({"1, 1", "20, 1", "1, 20", "20, 20", "0.1, 20", "5, 2"})
    void twoLinesAreHardlyEverWorseThanTheBetterOne(double bandwidthRatio, double rttRatio) {
        Cell cell = new Cell(bandwidthRatio, rttRatio);
        double alone = cell.betterAlone("twoLinesAreHardlyEverWorseThanTheBetterOne");
        for (PathScheduling scheduling : Schedulings.ALL) {
            Download both = cell.both(scheduling, "twoLinesAreHardlyEverWorseThanTheBetterOne");
            assertThat(both.megabits() / alone)
                    .as("%s: %s, %.2f alone", Schedulings.title(scheduling), both, alone)
                    .isGreaterThan(0.95);
        }
    }
}
