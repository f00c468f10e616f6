package dev.quoll.sim.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.sim.seed.Seed;

import org.junit.jupiter.api.Test;

class ContentTest {
    private final Content content = new Content(new Seed(1));
    private final byte[] bytes = new byte[1_000];

    @Test
    void whatWasFilledMatches() {
        content.fill(bytes, 10, 900, 12_345);

        assertThat(content.mismatch(bytes, 10, 900, 12_345)).isEqualTo(13_245);
    }

    @Test
    void aFlippedByteIsFoundAtItsPlace() {
        content.fill(bytes, 0, 1_000, 5);
        bytes[700] ^= 1;

        assertThat(content.mismatch(bytes, 0, 1_000, 5)).isEqualTo(705);
    }

    @Test
    void whatIsMovedOrOfAnotherSeedIsFoundSoon() {
        content.fill(bytes, 0, 1_000, 0);

        assertThat(content.mismatch(bytes, 0, 1_000, 8)).isLessThan(16);
        assertThat(content.mismatch(bytes, 1, 999, 0)).isLessThan(8);
        assertThat(new Content(new Seed(2)).mismatch(bytes, 0, 1_000, 0)).isLessThan(8);
    }

    @Test
    void contentIsAlikeInAnyPieces() {
        content.fill(bytes, 0, 333, 0);
        content.fill(bytes, 333, 667, 333);

        assertThat(content.mismatch(bytes, 0, 1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void contentIsAlikeByteForByte() {
        for (int i = 0; i < bytes.length; i++) {
            content.fill(bytes, i, 1, 77 + i);
        }

        assertThat(content.mismatch(bytes, 0, 1_000, 77)).isEqualTo(1_077);
    }
}
