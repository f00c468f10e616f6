package dev.quoll.sim.link;

import static dev.quoll.core.address.Ecn.CE;
import static dev.quoll.core.address.Ecn.ECT_0;
import static dev.quoll.core.address.Ecn.NOT_ECT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quoll.sim.datagram.DropCause;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// When datagrams come out: delay, jitter, reordering, rate and queue.
class TimingTest {
    private static final long MILLI = 1_000_000;

    @Test
    void batchesLeaveTogether() {
        Bench bench = new Bench(1, LinkSpec.ideal().with(new Batches(Duration.ofMillis(3))));

        bench.put(5, 100, Duration.ofMillis(1)); // at 0, 1, … 4 ms

        assertThat(bench.times())
                .containsExactly(0L, 3_000_000L, 3_000_000L, 3_000_000L, 6_000_000L);
    }

    @Test
    void anIdealLinkPassesAtOnce() {
        Bench bench = new Bench(1, LinkSpec.ideal());

        bench.put(3, 100, Duration.ofMillis(1));

        assertThat(bench.times()).containsExactly(0L, MILLI, 2 * MILLI);
        assertThat(bench.link.passed()).isEqualTo(3);
        assertThat(bench.link.passedBytes()).isEqualTo(300);
    }

    @Test
    void delayMovesEveryDatagramByTheSame() {
        Bench bench = new Bench(1, LinkSpec.ideal().delay(Duration.ofMillis(20)));

        bench.put(3, 100, Duration.ofMillis(1));

        assertThat(bench.times()).containsExactly(20 * MILLI, 21 * MILLI, 22 * MILLI);
    }

    @Test
    void delaysAddUp() {
        LinkSpec spec = LinkSpec.ideal().delay(Duration.ofMillis(20)).delay(Duration.ofMillis(5));
        Bench bench = new Bench(1, spec);

        bench.put(1, 100, Duration.ZERO);

        assertThat(bench.times()).containsExactly(25 * MILLI);
    }

    @Test
    void jitterSpreadsAndReorders() {
        Bench bench = new Bench(1, LinkSpec.ideal().jitter(Duration.ofMillis(10)));

        bench.put(1_000, 100, Duration.ofMillis(1));

        assertThat(bench.numbers()).hasSize(1_000).isNotEqualTo(sorted(bench));
        double mean =
                bench.arrivals.stream()
                        .mapToLong(it -> it.atNanos() - (it.datagram().number() - 1) * MILLI)
                        .peek(extra -> assertThat(extra).isBetween(0L, 10 * MILLI))
                        .average()
                        .orElseThrow();
        assertThat(mean).isCloseTo(5.0 * MILLI, within(0.5 * MILLI));
    }

    @Test
    void jitterThatKeepsTheOrderDelaysThoseBehind() {
        Jitter jitter = new Jitter(Duration.ofMillis(10), Jitter.Order.KEPT);
        Bench bench = new Bench(1, LinkSpec.ideal().with(jitter));

        bench.put(1_000, 100, Duration.ofMillis(1));

        assertThat(bench.numbers()).hasSize(1_000).isEqualTo(sorted(bench));
    }

    @Test
    void reorderingHoldsSomeBack() {
        Reordering reordering = new Reordering(0.1, Duration.ofMillis(5));
        Bench bench = new Bench(1, LinkSpec.ideal().with(reordering));

        bench.put(1_000, 100, Duration.ofMillis(1));

        long held =
                bench.arrivals.stream()
                        .filter(it -> it.atNanos() != (it.datagram().number() - 1) * MILLI)
                        .count();
        assertThat(held).isBetween(70L, 130L);
    }

    @Test
    void aRateSpacesDatagramsByTheTimeOfTheirBits() {
        LinkSpec spec = LinkSpec.ideal().rate(8_000_000, Queue.ofBytes(10_000)); // 1 byte in 1 µs
        Bench bench = new Bench(1, spec);

        bench.put(1_000, ECT_0);
        bench.put(500, ECT_0);
        bench.finish();
        bench.put(100, ECT_0);
        bench.finish();

        assertThat(bench.times()).containsExactly(MILLI, 1_500_000L, 1_600_000L);
    }

    @Test
    void aLongRunKeepsTheRateToTheNanosecond() {
        LinkSpec spec = LinkSpec.ideal().rate(7_000_000, Queue.ofDatagrams(10_000));
        Bench bench = new Bench(1, spec);

        for (int i = 0; i < 7_000; i++) {
            bench.put(125, ECT_0);
        }
        bench.finish();

        assertThat(bench.times().getLast()).isBetween(1_000_000_000L, 1_000_000_001L);
    }

    @Test
    void aFullQueueDropsAtTheTail() {
        LinkSpec spec = LinkSpec.ideal().rate(8_000_000, Queue.ofBytes(2_500));
        Bench bench = new Bench(1, spec);

        for (int i = 0; i < 4; i++) {
            bench.put(1_000, ECT_0);
        }
        bench.put(500, ECT_0); // fits beside two of 1,000
        bench.finish();

        assertThat(bench.numbers()).containsExactly(1L, 2L, 5L);
        assertThat(bench.world.trace().dropped(DropCause.QUEUE_FULL)).isEqualTo(2);
        assertThat(bench.link.dropped()).isEqualTo(2);
    }

    @Test
    void aQueueMayCountDatagrams() {
        LinkSpec spec = LinkSpec.ideal().rate(8_000_000, Queue.ofDatagrams(3));
        Bench bench = new Bench(1, spec);

        for (int i = 0; i < 5; i++) {
            bench.put(1_000, ECT_0);
        }
        bench.finish();

        assertThat(bench.numbers()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void anEmptyQueueTakesWhatIsLargerThanItself() {
        LinkSpec spec = LinkSpec.ideal().rate(8_000_000, Queue.ofBytes(500));
        Bench bench = new Bench(1, spec);

        bench.put(1_000, ECT_0);
        bench.finish();

        assertThat(bench.numbers()).containsExactly(1L);
    }

    @Test
    void aLongQueueMarksWhatMayBeMarked() {
        Queue queue = Queue.ofBytes(100_000).markingAbove(1_500);
        Bench bench = new Bench(1, LinkSpec.ideal().rate(8_000_000, queue));

        bench.put(1_000, ECT_0);
        bench.put(1_000, ECT_0);
        bench.put(1_000, ECT_0);
        bench.put(1_000, NOT_ECT);
        bench.finish();

        assertThat(bench.arrivals)
                .extracting(it -> it.datagram().ecn())
                .containsExactly(ECT_0, ECT_0, CE, NOT_ECT);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Delay(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(0, Queue.ofBytes(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Queue.ofDatagrams(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> sorted(Bench bench) {
        return bench.numbers().stream().sorted(Comparator.naturalOrder()).toList();
    }
}
