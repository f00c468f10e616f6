package dev.quoll.sim.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class SeedTest {
    @Test
    void aPartHasTheSameSeedEachTime() {
        assertThat(new Seed(5).split("link a")).isEqualTo(new Seed(5).split("link a"));
        assertThat(new Seed(5).generator().nextLong())
                .isEqualTo(new Seed(5).generator().nextLong());
    }

    @Test
    void partsAndSeedsDiffer() {
        Set<Seed> seen = new HashSet<>();
        for (int value = 0; value < 100; value++) {
            for (int part = 0; part < 100; part++) {
                seen.add(new Seed(value).split("part " + part));
            }
        }
        assertThat(seen).hasSize(10_000);
    }

    @Test
    void theSequenceOfASeedStaysWhatItWas() {
        assertThat(new Seed(1).split("link a").value()).isEqualTo(-2_408_513_118_929_255_481L);
        assertThat(new Seed(1).generator().nextLong()).isEqualTo(-7_995_527_694_508_729_151L);
    }
}
