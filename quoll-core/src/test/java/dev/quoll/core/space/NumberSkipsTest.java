package dev.quoll.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class NumberSkipsTest { // RFC 9000 §21.4
    @Test
    void numbersAreLeftOutEverMoreSeldom() {
        NumberSkips skips = new NumberSkips(new SplittableRandom(1));
        List<Long> left = new ArrayList<>();
        for (long number = 0; number < 1_000_000; number++) {
            if (skips.skips(number)) {
                left.add(number);
            }
        }

        assertThat(left.getFirst()).isBetween(32L, 63L);
        assertThat(left).hasSizeBetween(15, 30);
    }
}
