package dev.quoll.sim.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.spi.PathScheduling;
import dev.quoll.sim.Heap;
import dev.quoll.sim.measure.Percentiles;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Lines that go in the middle of a transfer.
class FailoverTest {
    private static final int SEEDS = Integer.getInteger("quoll.cuts", 100);
    private static final long MEGABYTE = 1_000_000;

    static Stream<PathScheduling> schedulings() {
        return Schedulings.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void theApplicationHardlyWaitsWhenALineGoes(PathScheduling scheduling) {
        String test = "theApplicationHardlyWaitsWhenALineGoes";

        List<Failover> failovers =
                Seeds.first(SEEDS)
                        .parallel()
                        .mapToObj(
                                seed ->
                                        Failover.run(
                                                new Replay(
                                                        FailoverTest.class.getName(),
                                                        test,
                                                        new Seed(seed)),
                                                scheduling))
                        .toList();

        List<Failover> undisturbed = failovers.stream().filter(it -> it.losses() == 0).toList();
        System.out.printf(
                "%s: longest gap in ms %s, in thousandths of what it may be %s; of those in which"
                        + " the other line lost nothing %s%n",
                Schedulings.title(scheduling),
                percentiles(failovers, failover -> failover.gapNanos() / 1_000_000),
                percentiles(failovers, Failover::permille),
                percentiles(undisturbed, Failover::permille));
        assertThat(failovers).filteredOn(failover -> !failover.isInTime()).isEmpty();
    }

    private static Percentiles percentiles(
            List<Failover> failovers, ToLongFunction<Failover> figure) {
        return Percentiles.of(failovers.stream().mapToLong(figure).toArray());
    }

    /// What came before the line went, the server learns over the other one.
    @Test
    void whatHasArrivedIsNotSentAgain() {
        MultipathRun run =
                MultipathRun.over(
                        new Replay(
                                FailoverTest.class.getName(),
                                "whatHasArrivedIsNotSentAgain",
                                new Seed(1)),
                        new PathScheduling.LowestRttFirst(),
                        List.of(TestedLine.of(46, 80), TestedLine.of(6, 100)));
        run.openAll();
        run.request(20 * MEGABYTE);
        run.runUntil(() -> run.client().transfers().bytesReceived() > 10 * MEGABYTE, ofMinutes(1));
        long before = run.bytesToClient().getLast();
        long missing = 20 * MEGABYTE - run.client().transfers().bytesReceived();
        run.line(0).link().cut();
        run.complete(ofMinutes(5));

        assertThat(run.bytesToClient().getLast() - before).isLessThan((long) (1.04 * missing));
    }

    /// Each line is cut for a second, and is there for a second.
    @ParameterizedTest
    @MethodSource("schedulings")
    void aTransferSurvivesALineThatComesAndGoes(PathScheduling scheduling) {
        MultipathRun run = run(scheduling, "aTransferSurvivesALineThatComesAndGoes");
        run.openAll();
        run.request(200 * MEGABYTE);
        long heap = 0;
        for (int i = 0; i < 60; i++) {
            var link = run.line(1).link();
            if (i % 2 == 0) {
                link.cut();
            } else {
                link.mend();
            }
            run.runFor(ofSeconds(1));
            if (i == 10) {
                heap = Heap.used();
            }
        }
        long grown = Heap.used() - heap;
        run.line(1).link().mend();
        run.complete(ofMinutes(5));

        System.out.printf(
                "%s: %d kB more after a minute, longest gap %d ms%n",
                Schedulings.title(scheduling),
                grown / 1000,
                run.deliveries().longestGapNanos() / 1_000_000);
        assertThat(grown).isLessThan(4 * MEGABYTE);
        assertThat(run.deliveries().longestGapNanos()).isLessThan(ofSeconds(1).toNanos());
    }

    @Test
    void aConnectionSurvivesTheLossOfEveryLineInTurn() {
        MultipathRun run =
                run(
                        new PathScheduling.LowestRttFirst(),
                        "aConnectionSurvivesTheLossOfEveryLineInTurn");
        run.openAll();
        run.request(100 * MEGABYTE);
        for (int i = 0; i < 30; i++) {
            run.line(i % 2).link().mend();
            run.line(1 - i % 2).link().cut();
            run.runFor(ofSeconds(1));
        }
        run.line(0).link().mend();
        run.line(1).link().mend();

        run.complete(ofMinutes(5));
    }

    private static MultipathRun run(PathScheduling scheduling, String test) {
        Replay replay = new Replay(FailoverTest.class.getName(), test, new Seed(1));
        return MultipathRun.over(
                replay, scheduling, List.of(TestedLine.of(20, 30), TestedLine.of(30, 60)));
    }
}
