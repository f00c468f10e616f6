package dev.quoll.sim;

import static dev.quoll.core.spi.CongestionSnapshot.BbrState.DRAIN;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_CRUISE;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_DOWN;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_REFILL;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_UP;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_RTT;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.STARTUP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Queue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

/// The scenarios of the draft's appendix in which BBR goes from state to state.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, appendix A
class BbrStatesTest {
    private static final long BANDWIDTH = 1_250_000;
    private static final int BDP = 50_000;
    private static final LinkSpec LINK = BbrRun.link(10, 4 * BDP);

    @Test
    void startupEndsWhenTheRateOfDeliveryRisesNoMore() { // A.1
        BbrRun run = BbrRun.over(LINK).sendAllYouCan();

        assertThat(run.next()).isEqualTo(DRAIN);
        assertThat(run.bbr().bandwidth()).isCloseTo(BANDWIDTH, withinPercentage(2));
        assertThat(run.stats().packetsLost()).isZero();
    }

    @Test
    void startupEndsByLossesThoughTheApplicationSendsLittle() { // A.2
        LinkSpec fast = BbrRun.link(100, 10 * BDP);
        BbrRun run = BbrRun.over(fast);
        run.trickle(2_500_000, ofSeconds(1));
        assertThat(run.state()).isEqualTo(STARTUP);

        run.change(fast, new Loss(0.15));

        run.trickle(2_500_000, ofSeconds(1));
        assertThat(run.state()).isNotEqualTo(STARTUP);
    }

    @Test
    void drainEndsWhenTheQueueIsEmpty() { // A.3
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(DRAIN);
        run.watch(ofMillis(5));
        assertThat(run.bbr().pacingRate())
                .isCloseTo(run.bbr().bandwidth() / 2, withinPercentage(2));

        assertThat(run.next()).isIn(PROBE_BW_DOWN, PROBE_BW_CRUISE);
        assertThat(run.stats().bytesInFlight()).isLessThanOrEqualTo(run.bdp() + 3_000);
    }

    @Test
    void drainEndsAfterSomeRoundsThoughTheQueueIsNot() { // A.4
        BbrRun run = BbrRun.over(BbrRun.link(10, 40 * BDP)).sendAllYouCan();
        run.untilBandwidth(BANDWIDTH * 95 / 100);

        run.change(BbrRun.link(2, 40 * BDP));
        run.until(DRAIN);

        assertThat(run.next()).isEqualTo(PROBE_BW_DOWN);
        assertThat(run.stats().bytesInFlight()).isGreaterThan(run.bdp());
    }

    @Test
    void aSearchEndsWhenTheRateOfDeliveryRisesNoMore() { // A.5
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_UP);

        assertThat(run.next()).isEqualTo(PROBE_BW_DOWN);
        assertThat(run.stats().packetsLost()).isZero();
        assertThat(run.bbr().inflightLongTerm()).isEqualTo(CongestionSnapshot.UNLIMITED);
    }

    @Test
    void aSearchEndsByLossesThoughTheApplicationSendsLittle() { // A.6
        BbrRun run = steadyByPieces();
        trickleUntil(run, PROBE_BW_UP, BANDWIDTH / 2);

        run.change(LINK, new Loss(0.3));

        trickleUntil(run, PROBE_BW_DOWN, BANDWIDTH / 2);
        assertThat(run.stats().packetsLost()).isPositive();
    }

    @Test
    void anApplicationThatSendsLittleEndsNeitherStartupNorASearch() { // A.7
        BbrRun starting = BbrRun.over(LINK);
        assertThat(starting.trickle(BANDWIDTH / 3, ofSeconds(4))).containsOnly(STARTUP);

        BbrRun searching = steadyByPieces();
        trickleUntil(searching, PROBE_BW_UP, BANDWIDTH / 3);
        assertThat(searching.trickle(BANDWIDTH / 3, ofSeconds(2))).doesNotContain(PROBE_BW_DOWN);
    }

    @Test
    void slowingDownEndsWhenTheQueueIsEmpty() { // A.8
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_UP).until(PROBE_BW_DOWN);
        run.watch(ofMillis(5));
        assertThat(run.bbr().pacingRate())
                .isCloseTo(run.bbr().bandwidth() * 9 / 10, withinPercentage(2));

        assertThat(run.next()).isEqualTo(PROBE_BW_CRUISE);
        assertThat(run.stats().bytesInFlight()).isLessThanOrEqualTo(run.bdp() + 3_000);
    }

    @Test
    void slowingDownEndsInTimeThoughTheQueueIsNotEmpty() { // A.9
        BbrRun run = BbrRun.over(shortLink(10_000_000)).sendAllYouCan().until(PROBE_BW_REFILL);

        run.change(shortLink(5_000_000));
        run.until(PROBE_BW_DOWN);

        assertThat(run.next()).isEqualTo(PROBE_BW_REFILL);
    }

    @Test
    void theQueueIsEmptiedToMeasureTheRoundTripTime() { // A.10
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_DOWN).until(PROBE_RTT);
        Duration before = run.elapsed();
        run.watch(ofMillis(100));
        assertThat(run.bbr().window()).isLessThanOrEqualTo(run.bdp() / 2 + 6_000);

        assertThat(run.next()).isEqualTo(PROBE_BW_CRUISE);
        assertThat(run.elapsed().minus(before)).isBetween(ofMillis(200), ofMillis(400));
        assertThat(run.bbr().minRtt()).isBetween(ofMillis(40), ofMillis(44));
        assertThat(run.goodput(ofSeconds(2))).isGreaterThan(BANDWIDTH * 9 / 10);
    }

    @Test
    void anIdleApplicationHasEmptiedTheQueue() { // A.11
        BbrRun run = steadyByPieces();
        trickleUntil(run, PROBE_BW_CRUISE, BANDWIDTH);
        run.watch(ofSeconds(6));

        assertThat(run.trickle(BANDWIDTH / 2, ofSeconds(2))).doesNotContain(PROBE_RTT);
    }

    @Test
    void aQueueEmptiedInStartupLeadsBackToStartup() { // A.20
        BbrRun run = BbrRun.over(LINK);
        trickleUntil(run, PROBE_RTT, BANDWIDTH / 3);

        Set<BbrState> seen = run.trickle(BANDWIDTH / 3, ofSeconds(1));

        assertThat(seen).containsOnly(PROBE_RTT, STARTUP);
        assertThat(run.state()).isEqualTo(STARTUP);
    }

    @Test
    void tooManyLossesEndASearchAndBoundTheNext() { // A.21
        BbrRun run = BbrRun.over(BbrRun.link(10, BDP / 4)).sendAllYouCan();
        while (run.bbr().inflightLongTerm() == CongestionSnapshot.UNLIMITED) {
            run.watch(ofMillis(100));
        }
        run.until(PROBE_BW_UP);
        run.change(BbrRun.link(10, BDP / 4), new Loss(0.2));

        assertThat(run.next()).isEqualTo(PROBE_BW_DOWN);
        assertThat(run.bbr().inflightLongTerm()).isBetween(BDP / 4L, 2L * BDP);
    }

    @Test
    void anApplicationThatPausesInARefillDoesNotLowerTheBandwidth() { // A.22
        BbrRun run = steadyByPieces();
        trickleUntil(run, PROBE_BW_REFILL, BANDWIDTH * 2);
        long before = run.bbr().bandwidth();

        run.trickle(BANDWIDTH / 10, ofMillis(500));

        assertThat(run.bbr().bandwidth()).isGreaterThan(before * 95 / 100);
        trickleUntil(run, PROBE_BW_UP, BANDWIDTH);
    }

    /// Startup is over, by a transfer that has an end.
    private static BbrRun steadyByPieces() {
        BbrRun run = BbrRun.over(LINK);
        run.send(3 * BANDWIDTH / 2);
        run.until(PROBE_BW_CRUISE);
        return run;
    }

    /// Few packets fit into it, so that searches follow each other soon.
    private static LinkSpec shortLink(long bitsPerSecond) {
        return LinkSpec.ideal().rate(bitsPerSecond, Queue.ofBytes(40 * BDP)).delay(ofMillis(1));
    }

    private static void trickleUntil(BbrRun run, BbrState state, long bytesPerSecond) {
        for (int i = 0; run.state() != state; i++) {
            assertThat(i).as("%s", run.bbr()).isLessThan(6_000);
            run.trickle(bytesPerSecond, ofMillis(5));
        }
    }
}
