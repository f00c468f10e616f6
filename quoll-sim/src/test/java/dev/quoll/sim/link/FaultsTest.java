package dev.quoll.sim.link;

import static dev.quoll.core.address.Ecn.CE;
import static dev.quoll.core.address.Ecn.ECT_0;
import static dev.quoll.core.address.Ecn.ECT_1;
import static dev.quoll.core.address.Ecn.NOT_ECT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.address.Ecn;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/// What becomes of datagrams: loss, copies, corruption, sizes, marks, outages.
class FaultsTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void lossTakesItsShare() {
        Bench bench = new Bench(1, LinkSpec.ideal().loss(0.3));

        bench.put(10_000, 100, MILLI);

        assertThat(bench.link.dropped()).isBetween(2_850L, 3_150L);
        assertThat(bench.world.trace().dropped(DropCause.LOSS)).isEqualTo(bench.link.dropped());
        assertThat(bench.link.passed()).isEqualTo(10_000 - bench.link.dropped());
    }

    @Test
    void lossOfAllAndOfNothingAreExact() {
        Bench none = new Bench(1, LinkSpec.ideal().loss(0));
        Bench all = new Bench(1, LinkSpec.ideal().loss(1));

        none.put(1_000, 100, MILLI);
        all.put(1_000, 100, MILLI);

        assertThat(none.link.dropped()).isZero();
        assertThat(all.link.passed()).isZero();
    }

    @Test
    void burstsLoseNeighbours() {
        Bench bench = new Bench(1, LinkSpec.ideal().with(new BurstLoss(0.02, 0.2, 1)));

        bench.put(20_000, 100, MILLI);

        long lost = bench.link.dropped();
        assertThat(lost).isBetween(1_500L, 2_150L); // 0.02 / 0.22 of them
        assertThat(lost / (double) bursts(bench.numbers())).isBetween(4.0, 6.0); // 1 / 0.2
    }

    @Test
    void aDuplicateIsACopyRightBehind() {
        Bench bench = new Bench(1, LinkSpec.ideal().duplication(1));

        bench.put(1, 100, MILLI);

        Datagram first = bench.arrivals.getFirst().datagram();
        Datagram second = bench.arrivals.getLast().datagram();
        assertThat(bench.numbers()).containsExactly(1L, 1L);
        assertThat(first.bytes()).isEqualTo(second.bytes()).isNotSameAs(second.bytes());
    }

    @Test
    void duplicationTakesItsShare() {
        Bench bench = new Bench(1, LinkSpec.ideal().duplication(0.1));

        bench.put(10_000, 100, MILLI);

        assertThat(bench.arrivals.size()).isBetween(10_850, 11_150);
    }

    @Test
    void corruptionTurnsAFewBitsAndKeepsTheLength() {
        Bench bench = new Bench(1, LinkSpec.ideal().corruption(1));

        bench.put(1_000, 100, MILLI);

        assertThat(bench.arrivals).hasSize(1_000);
        for (Bench.Arrival arrival : bench.arrivals) {
            assertThat(arrival.datagram().length()).isEqualTo(100);
            assertThat(turnedBits(arrival.datagram())).isBetween(1, Corruption.MAX_BITS);
        }
    }

    @Test
    void corruptionTakesItsShareAndLeavesEmptyDatagramsAlone() {
        Bench bench = new Bench(1, LinkSpec.ideal().corruption(0.01));

        bench.put(10_000, 100, MILLI);
        bench.put(1_000, 0, MILLI);

        long hit = bench.arrivals.stream().filter(it -> turnedBits(it.datagram()) > 0).count();
        assertThat(hit).isBetween(70L, 130L);
    }

    @Test
    void whatIsTooLargeVanishes() {
        Bench bench = new Bench(1, LinkSpec.ideal().mtu(1_200));

        bench.put(1_200, ECT_0);
        bench.put(1_201, ECT_0);

        assertThat(bench.numbers()).containsExactly(1L);
        assertThat(bench.world.trace().dropped(DropCause.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void onlyEcnCapableDatagramsAreMarked() {
        Bench bench = new Bench(1, LinkSpec.ideal().with(new EcnMarking(1)));

        assertThat(marksAfter(bench)).containsExactly(NOT_ECT, CE, CE, CE);
    }

    @Test
    void marksMayBeClearedOrHidden() {
        Bench clearing = new Bench(1, LinkSpec.ideal().with(EcnRewriting.clearing()));
        Bench hiding = new Bench(1, LinkSpec.ideal().with(EcnRewriting.hidingCongestion()));

        assertThat(marksAfter(clearing)).containsOnly(NOT_ECT);
        assertThat(marksAfter(hiding)).containsExactly(NOT_ECT, ECT_1, ECT_0, ECT_0);
    }

    @Test
    void aPolicerLetsABurstThroughAndThenItsRate() {
        Bench bench = new Bench(1, LinkSpec.ideal().with(new Policer(50_000, 300)));

        bench.put(9, 100, MILLI); // 50 bytes come back in each

        assertThat(bench.numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 9L);
    }

    @Test
    void aBlackoutTakesWhatComesWhileItLasts() {
        Blackouts blackout = Blackouts.at(Duration.ofMillis(2), Duration.ofMillis(3));
        Bench bench = new Bench(1, LinkSpec.ideal().with(blackout));

        bench.put(7, 100, MILLI); // at 0, 1, … 6 ms

        assertThat(bench.numbers()).containsExactly(1L, 2L, 6L, 7L);
        assertThat(bench.world.trace().dropped(DropCause.BLACKOUT)).isEqualTo(3);
    }

    @Test
    void aCutLosesWhatIsInTheLinkAndWhatComes() {
        Bench bench = new Bench(1, LinkSpec.ideal().delay(Duration.ofMillis(5)));

        bench.put(100, ECT_0); // on its way
        bench.link.cut();
        bench.put(100, ECT_0); // comes
        bench.world.clock().runFor(Duration.ofMillis(6));
        bench.link.mend();
        bench.put(100, ECT_0);
        bench.finish();

        assertThat(bench.numbers()).containsExactly(3L);
        assertThat(bench.world.trace().dropped(DropCause.LINK_DOWN)).isEqualTo(2);
    }

    @Test
    void aTestMayChooseWhatIsDropped() {
        LinkSpec spec =
                LinkSpec.ideal()
                        .with(Sieve.droppingNumbers(2, 3))
                        .with(Sieve.dropping("the fifth", it -> it.number() == 5));
        Bench bench = new Bench(1, spec);

        bench.put(6, 100, MILLI);

        assertThat(bench.numbers()).containsExactly(1L, 4L, 6L);
        assertThat(spec).hasToString("[Sieve[numbers [2, 3]], Sieve[the fifth]]");
    }

    @Test
    void aLinkMayChangeWhileItRuns() {
        Bench bench = new Bench(1, LinkSpec.ideal().delay(Duration.ofMillis(5)));

        bench.put(100, ECT_0);
        bench.link.change(LinkSpec.ideal());
        bench.put(100, ECT_0);
        bench.finish();

        assertThat(bench.numbers()).containsExactly(2L, 1L); // what was inside goes on as before
    }

    @Test
    void aProbabilityIsFromZeroToOne() {
        assertThatThrownBy(() -> new Loss(1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Loss(-0.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Loss(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Ecn> marksAfter(Bench bench) {
        for (Ecn ecn : Ecn.values()) {
            bench.put(100, ecn);
        }
        return bench.arrivals.stream().map(it -> it.datagram().ecn()).toList();
    }

    /// The gaps in ascending numbers.
    private static long bursts(List<Long> numbers) {
        long gaps = 0;
        for (int i = 1; i < numbers.size(); i++) {
            gaps += numbers.get(i) - numbers.get(i - 1) > 1 ? 1 : 0;
        }
        return gaps;
    }

    private static int turnedBits(Datagram datagram) {
        byte[] difference = datagram.bytes().clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] ^= (byte) datagram.number();
        }
        return BitSet.valueOf(difference).cardinality();
    }
}
