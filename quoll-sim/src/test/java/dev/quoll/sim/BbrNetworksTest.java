package dev.quoll.sim;

import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_CRUISE;
import static dev.quoll.core.spi.CongestionSnapshot.BbrState.PROBE_BW_UP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.sim.link.Batches;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Policer;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Reordering;

import org.junit.jupiter.api.Test;

/// The scenarios of the draft's appendix in which networks are odd or change.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, appendix A
class BbrNetworksTest {
    private static final long BANDWIDTH = 1_250_000;
    private static final int BDP = 50_000;
    private static final LinkSpec LINK = BbrRun.link(10, 4 * BDP);
    private static final LinkSpec IN_BATCHES =
            LinkSpec.ideal().delay(ofMillis(20)).with(new Batches(ofMillis(25)));

    @Test
    void startupFindsTheBandwidthThoughAcknowledgmentsComeInBatches() { // A.12
        BbrRun run = BbrRun.over(LINK, IN_BATCHES).sendAllYouCan();
        run.watch(ofSeconds(2));

        assertThat(run.bbr().bandwidth()).isCloseTo(BANDWIDTH, withinPercentage(5));
        assertThat(run.bbr().window()).isGreaterThan(2 * BDP);
    }

    @Test
    void theLinkStaysInUseThoughAcknowledgmentsComeInBatches() { // A.13
        BbrRun run = BbrRun.over(LINK, IN_BATCHES).sendAllYouCan().until(PROBE_BW_CRUISE);

        assertThat(run.goodput(ofSeconds(4))).isGreaterThan(BANDWIDTH * 9 / 10);
    }

    @Test
    void aNetworkThatHoldsLessThanAPacketGetsFour() { // A.14
        LinkSpec slow = LinkSpec.ideal().rate(256_000, Queue.ofBytes(30_000)).delay(ofMillis(1));
        BbrRun run = BbrRun.over(slow, LinkSpec.ideal().delay(ofMillis(1))).sendAllYouCan();
        run.until(PROBE_BW_CRUISE);

        assertThat(run.goodput(ofSeconds(20))).isGreaterThan(32_000 * 8 / 10);
        assertThat(run.bbr().window()).isGreaterThanOrEqualTo(4 * 1200);
        assertThat(run.bbr().bandwidth()).isCloseTo(32_000, withinPercentage(10));
    }

    @Test
    void tenTimesTheBandwidthIsFound() { // A.15
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_CRUISE);

        run.change(BbrRun.link(100, 40 * BDP));
        run.watch(ofSeconds(6));

        assertThat(run.bbr().bandwidth()).isCloseTo(10 * BANDWIDTH, withinPercentage(5));
        assertThat(run.goodput(ofSeconds(2))).isGreaterThan(9 * BANDWIDTH);
    }

    @Test
    void aTenthOfTheBandwidthIsNoticed() { // A.16
        BbrRun run = BbrRun.over(BbrRun.link(100, 40 * BDP)).sendAllYouCan();
        run.until(PROBE_BW_CRUISE);

        run.change(LINK);
        run.watch(ofSeconds(2));
        assertThat(run.bbr().pacingRate()).isLessThan(3 * BANDWIDTH);
        run.watch(ofSeconds(10));

        assertThat(run.bbr().bandwidth()).isCloseTo(BANDWIDTH, withinPercentage(10));
        assertThat(run.goodput(ofSeconds(4))).isGreaterThan(BANDWIDTH * 8 / 10);
    }

    @Test
    void aPolicerIsObeyed() { // A.17
        LinkSpec policed =
                LinkSpec.ideal()
                        .with(new Policer(BANDWIDTH, 4 * BDP))
                        .rate(100_000_000, Queue.ofBytes(10 * BDP))
                        .delay(ofMillis(20));
        BbrRun run = BbrRun.over(policed).sendAllYouCan();
        run.watch(ofSeconds(15));
        long lostBefore = run.stats().packetsLost();
        long sentBefore = run.stats().packetsSent();

        assertThat(run.goodput(ofSeconds(15))).isGreaterThan(BANDWIDTH * 8 / 10);
        double lost = run.stats().packetsLost() - lostBefore;
        assertThat(lost / (run.stats().packetsSent() - sentBefore)).isLessThan(0.1);
    }

    @Test
    void reorderingThatLooksLikeLossIsForgiven() { // A.18
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_UP);
        run.change(LINK, new Reordering(0.05, ofMillis(15)));
        long goodput = run.goodput(ofSeconds(10));

        assertThat(run.stats().spuriousCongestionEvents()).isPositive();
        assertThat(goodput).isGreaterThan(BANDWIDTH * 85 / 100);
    }

    @Test
    void aDelayThatLooksLikeAnOutageIsForgiven() { // A.19: of QUIC a probe timeout loses nothing
        BbrRun run = BbrRun.over(LINK).sendAllYouCan().until(PROBE_BW_CRUISE);
        run.change(LINK.delay(ofMillis(400)));
        run.watch(ofMillis(300));
        run.change(LINK);
        run.watch(ofSeconds(1));

        assertThat(run.goodput(ofSeconds(3))).isGreaterThan(BANDWIDTH * 85 / 100);
    }
}
