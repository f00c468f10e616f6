package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.RateSample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyStartTest {
    private static final long MS = 1_000_000;

    private final HyStart hyStart = new HyStart();
    private final RateSample sample = new RateSample();
    private long delivered;

    /// An eighth of the round-trip time, but 4 ms at least and 16 ms at most.
    @ParameterizedTest
    @CsvSource({"10, 13, false", "10, 14, true", "80, 89, false", "80, 90, true", "400, 416, true"})
    void aRiseOfTheRoundTripTimeSlowsTheGrowth(long before, long after, boolean slows) {
        round(before, 8); // RFC 9406 §4.2
        assertThat(hyStart.growth(1200)).isEqualTo(1200);
        round(after, 8);

        assertThat(hyStart.isConservative()).isEqualTo(slows);
        assertThat(hyStart.growth(1200)).isEqualTo(slows ? 300 : 1200);
    }

    @Test
    void sevenSamplesProveNothing() { // RFC 9406 §4.3: N_RTT_SAMPLE
        round(50, 8);
        round(90, 7);

        assertThat(hyStart.isConservative()).isFalse();
    }

    @Test
    void afterFiveSlowRoundsSlowStartIsOver() { // RFC 9406 §4.3: CSS_ROUNDS
        round(50, 8);
        assertThat(round(60, 8)).isFalse(); // the first of them
        for (int i = 0; i < 4; i++) {
            assertThat(round(60, 8)).isFalse();
        }

        assertThat(round(60, 8)).isTrue();
    }

    @Test
    void jitterSlowsTheGrowthForAWhileOnly() { // RFC 9406 §4.2
        round(50, 8);
        round(60, 8);
        round(50, 8);

        assertThat(hyStart.isConservative()).isFalse();
        assertThat(hyStart.growth(1200)).isEqualTo(1200);
    }

    private boolean round(long rttMillis, int samples) {
        boolean isOver = false;
        long begin = delivered;
        for (int i = 0; i < samples; i++) {
            delivered += 1200;
            sample.setDelivered(delivered, begin, 1);
            sample.setRtt(rttMillis * MS);
            isOver |= hyStart.onSample(sample);
        }
        return isOver;
    }
}
