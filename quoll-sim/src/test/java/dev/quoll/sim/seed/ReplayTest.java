package dev.quoll.sim.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.function.LongFunction;

class ReplayTest {
    @Test
    void theLineNamesTheTestAndTheSeed() {
        Replay replay = Replay.ofCaller(17);

        assertThat(replay.line("loss 30 %"))
                .startsWith("mvn test ")
                .contains("-Dtest=dev.quoll.sim.seed.ReplayTest#theLineNamesTheTestAndTheSeed ")
                .contains("-Dquoll.seed=17 ")
                .endsWith("# loss 30 %");
    }

    @Test
    void helpersAndLambdasOfTheTestAreLookedThrough() {
        LongFunction<Replay> within = ReplayTest::begin;

        assertThat(within.apply(3).testMethod())
                .isEqualTo("helpersAndLambdasOfTheTestAreLookedThrough");
    }

    @Test
    void theHintSaysTheLine() {
        Replay replay = new Replay("a.BTest", "c", new Seed(4));

        assertThat(replay.hint("")).hasMessageContaining("a.BTest#c").hasNoCause();
    }

    @Test
    void withoutAPropertyAllSeedsRun() {
        assertThat(Seeds.first(3)).containsExactly(1L, 2L, 3L);
        assertThat(Seeds.of(9, 4)).containsExactly(9L, 4L);
    }

    private static Replay begin(long seed) {
        return Replay.ofCaller(seed);
    }
}
