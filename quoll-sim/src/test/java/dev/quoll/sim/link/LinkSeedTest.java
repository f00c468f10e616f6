package dev.quoll.sim.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Which choices follow from which seed.
class LinkSeedTest {
    private static final LinkSpec LOSSY = LinkSpec.ideal().loss(0.5);

    @Test
    void theSameSeedLosesTheSame() {
        assertThat(survivors(1, LOSSY)).isEqualTo(survivors(1, LOSSY));
    }

    @Test
    void anotherSeedLosesOthers() {
        assertThat(survivors(1, LOSSY)).isNotEqualTo(survivors(2, LOSSY));
    }

    @Test
    void anotherModelInTheLinkLeavesTheChoicesAsTheyWere() {
        LinkSpec more =
                LinkSpec.ideal()
                        .with(new EcnMarking(0.5))
                        .loss(0.5)
                        .corruption(0.5)
                        .delay(Duration.ofMillis(5));

        assertThat(survivors(1, more)).isEqualTo(survivors(1, LOSSY));
    }

    @Test
    void twoLossesInOneLinkChooseForThemselves() {
        List<Long> twice = survivors(1, LOSSY.loss(0.5));

        assertThat(twice.size()).isBetween(200, 300);
        assertThat(survivors(1, LOSSY)).containsAll(twice);
    }

    @Test
    void aChangedLinkDoesNotRepeatItself() {
        Bench bench = new Bench(1, LOSSY);
        bench.put(1_000, 10, Duration.ofMillis(1));
        List<Long> before = List.copyOf(bench.numbers());
        bench.arrivals.clear();
        bench.link.change(LOSSY);
        bench.put(1_000, 10, Duration.ofMillis(1));

        assertThat(bench.numbers().stream().map(number -> number - 1_000)).isNotEqualTo(before);
    }

    private static List<Long> survivors(long seed, LinkSpec spec) {
        Bench bench = new Bench(seed, spec);
        bench.put(1_000, 10, Duration.ofMillis(1));
        return bench.numbers();
    }
}
