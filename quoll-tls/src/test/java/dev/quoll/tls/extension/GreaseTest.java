package dev.quoll.tls.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.tls.parameter.GreasePolicy;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

class GreaseTest {
    @Test
    void sixteenNumbersWillNeverHaveAMeaning() {
        assertThat(IntStream.rangeClosed(0, 0xffff).filter(Grease::has).toArray())
                .containsExactly(
                        0x0a0a, 0x1a1a, 0x2a2a, 0x3a3a, 0x4a4a, 0x5a5a, 0x6a6a, 0x7a7a, 0x8a8a,
                        0x9a9a, 0xaaaa, 0xbaba, 0xcaca, 0xdada, 0xeaea, 0xfafa);
    }

    @Test
    void allOfThemAreDrawnAndNoExtensionTwice() {
        Random random = new Random(1);
        Set<Integer> drawn = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            Grease grease = Grease.choose(GreasePolicy.SEND, random);
            drawn.addAll(grease.suites());
            assertThat(grease.shares().getFirst().group()).isEqualTo(grease.groups().getFirst());
            assertThat(grease.first().getFirst().type())
                    .isNotEqualTo(grease.last().getFirst().type());
            assertThat(grease.last()).allMatch(extension -> Grease.has(extension.type()));
            assertThat(grease.schemes()).allMatch(Grease::has);
            assertThat(grease.versions()).allMatch(Grease::has);
        }

        assertThat(drawn).hasSize(16).allMatch(Grease::has);
    }

    @Test
    void noneIsDrawnIfNoneIsWanted() {
        Grease none = Grease.choose(GreasePolicy.OMIT, new Random(1));

        assertThat(none.suites()).isEmpty();
        assertThat(none.shares()).isEmpty();
        assertThat(none.first()).isEmpty();
    }
}
