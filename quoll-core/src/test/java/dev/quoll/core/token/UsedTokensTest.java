package dev.quoll.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Random;

class UsedTokensTest {
    private static final long LIFETIME = 1000;
    private static final int BYTES = 1 << 16;

    private final Random random = new Random(5);
    private final UsedTokens used = new UsedTokens(LIFETIME, BYTES);

    @Test
    void aTokenIsUsedOnce() {
        assertThat(used.use(17, 5000)).isTrue();
        assertThat(used.use(17, 5000)).isFalse();
        assertThat(used.use(18, 5000)).isTrue();
    }

    @Test
    void tokensOfTwoPeriodsAreRememberedAtATime() {
        assertThat(used.use(1, 5999)).isTrue();
        assertThat(used.use(2, 6000)).isTrue();
        assertThat(used.use(1, 5999)).isFalse();
        assertThat(used.use(2, 6000)).isFalse();
    }

    @Test
    void tokensThatComeInAnyOrderOfTheirExpiryAreRemembered() {
        assertThat(used.use(2, 6000)).isTrue();
        assertThat(used.use(1, 5999)).isTrue();
        assertThat(used.use(1, 5999)).isFalse();
        assertThat(used.use(2, 6000)).isFalse();
    }

    @Test
    void aPeriodIsForgottenWhenItsTokensHaveExpired() {
        used.use(1, 5000);
        used.use(2, 7000);

        assertThat(used.use(1, 5000)).isFalse(); // expired: nobody should ask
        assertThat(used.use(1, 7000)).isTrue();
    }

    @Test
    void afterALongSilenceEverythingBegins() {
        used.use(1, 5000);

        assertThat(used.use(1, 500_000)).isTrue();
        assertThat(used.use(1, 499_999)).isTrue();
        assertThat(used.use(1, 499_999)).isFalse();
    }

    @Test
    void noUseIsForgottenWhenTheFilterTakesOver() {
        long[] numbers = random.longs(3 * UsedTokens.MAX_EXACT).toArray();
        int taken = 0;
        for (long number : numbers) {
            taken += used.use(number, 5000) ? 1 : 0;
        }

        assertThat(taken).isGreaterThan(numbers.length * 99 / 100);
        for (long number : numbers) {
            assertThat(used.use(number, 5000)).isFalse();
        }
    }

    @Test
    void theFilterErrsSeldomUntilItIsFull() {
        BloomFilter filter = new BloomFilter(1 << 20);
        int wrong = 0;
        for (int i = 0; i < 262_144; i++) { // 32 bits for each
            wrong += filter.add(random.nextLong()) ? 0 : 1;
        }

        assertThat(wrong).isLessThan(10);
    }

    @Test
    void aFullFilterRefusesRatherThanForgets() {
        UsedTokens small = new UsedTokens(LIFETIME, 16);
        for (int i = 0; i < 2 * UsedTokens.MAX_EXACT; i++) {
            small.use(random.nextLong(), 5000);
        }

        assertThat(small.use(random.nextLong(), 5000)).isFalse();
    }

    @Test
    void itNeedsTimeAndRoom() {
        assertThatThrownBy(() -> new UsedTokens(0, BYTES))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsedTokens(LIFETIME, 15))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
