package dev.quoll.sim.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/// A few of the cases of `docs/congestion.md`.
class ThroughputTest {
    private static final long MEGABIT = 1_000_000;

    /// A third less than the link or the response to losses allows fails.
    @ParameterizedTest
    @CsvSource({
        "NEW_RENO, 10, 1, 0",
        "NEW_RENO, 10, 100, 0.001",
        "NEW_RENO, 100, 10, 0",
        "CUBIC, 10, 1, 0",
        "CUBIC, 10, 100, 0.001",
        "CUBIC, 100, 10, 0",
        "CUBIC, 100, 100, 0",
        "BBR, 10, 1, 0",
        "BBR, 10, 100, 0.01",
        "BBR, 100, 10, 0.01",
        "BBR, 100, 100, 0"
    })
    void whatTheLinkAllowsIsReached(
            Controller controller, long megabits, long roundTripMillis, double loss) {
        Throughput measured =
                Throughput.measure(
                        controller,
                        new TestedLink(megabits * MEGABIT, roundTripMillis, loss),
                        Windows.DEFAULT,
                        Duration.ofSeconds(megabits > 10 ? 6 : 20),
                        "whatTheLinkAllowsIsReached");

        assertThat(measured.share()).as(measured::toString).isGreaterThan(0.67);
    }

    @ParameterizedTest
    @EnumSource
    void twoFlowsShareALink(Controller controller) {
        Fairness measured =
                Fairness.measure(
                        controller,
                        new TestedLink(10 * MEGABIT, 20, 0),
                        Duration.ZERO,
                        Duration.ofSeconds(60),
                        "twoFlowsShareALink");

        assertThat(measured.index()).as(measured::toString).isGreaterThan(0.9);
    }
}
