package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {
    private static final long MS = 1_000_000;

    private final RttEstimator rtt = new RttEstimator(RttEstimator.INITIAL_NANOS);

    @Test
    void beforeTheFirstSampleTheProbeTimeoutIsAboutASecond() { // RFC 9002 §6.2.2
        assertThat(rtt.hasSample()).isFalse();
        assertThat(rtt.smoothedNanos()).isEqualTo(333 * MS);
        assertThat(rtt.ptoNanos(0)).isEqualTo(999 * MS);
    }

    @Test
    void theFirstSampleIsTakenAsItIs() { // RFC 9002 §5.3
        rtt.onSample(100 * MS, 30 * MS, 25 * MS);

        assertThat(rtt.hasSample()).isTrue();
        assertThat(rtt.latestNanos()).isEqualTo(100 * MS);
        assertThat(rtt.minNanos()).isEqualTo(100 * MS);
        assertThat(rtt.smoothedNanos()).isEqualTo(100 * MS);
        assertThat(rtt.variationNanos()).isEqualTo(50 * MS);
        assertThat(rtt.ptoNanos(25 * MS)).isEqualTo(325 * MS);
    }

    @Test
    void laterSamplesAreSmoothed() { // RFC 9002 §5.3
        rtt.onSample(100 * MS, 0, 25 * MS);
        rtt.onSample(180 * MS, 0, 25 * MS);

        assertThat(rtt.smoothedNanos()).isEqualTo(110 * MS);
        assertThat(rtt.variationNanos()).isEqualTo((150 + 80) * MS / 4);
        assertThat(rtt.minNanos()).isEqualTo(100 * MS);
    }

    @Test
    void thePeersDelayIsTakenOffUpToItsPromise() { // RFC 9002 §5.3
        rtt.onSample(100 * MS, 0, 25 * MS);
        rtt.onSample(200 * MS, 80 * MS, 20 * MS);

        assertThat(rtt.latestNanos()).isEqualTo(200 * MS);
        assertThat(rtt.smoothedNanos()).isEqualTo((7 * 100 + 180) * MS / 8);
    }

    @Test
    void beforeConfirmationThePeersDelayIsTakenOffInFull() { // RFC 9002 §5.3
        rtt.onSample(100 * MS, 0, RttEstimator.NO_LIMIT);
        rtt.onSample(200 * MS, 80 * MS, RttEstimator.NO_LIMIT);

        assertThat(rtt.smoothedNanos()).isEqualTo((7 * 100 + 120) * MS / 8);
    }

    @Test
    void aDelayThatWouldGoBelowTheMinimumIsIgnored() { // RFC 9002 §5.3
        rtt.onSample(100 * MS, 0, 25 * MS);
        rtt.onSample(110 * MS, 20 * MS, 25 * MS);
        rtt.onSample(110 * MS, Long.MAX_VALUE, RttEstimator.NO_LIMIT);

        assertThat(rtt.smoothedNanos()).isEqualTo((7 * 101_250_000 + 110 * MS) / 8);
    }

    @Test
    void theMinimumIsTheSmallestSampleDelayIncluded() { // RFC 9002 §5.2
        rtt.onSample(100 * MS, 0, 25 * MS);
        rtt.onSample(90 * MS, 20 * MS, 25 * MS);

        assertThat(rtt.minNanos()).isEqualTo(90 * MS);
    }

    @Test
    void afterPersistentCongestionTheNextSampleIsTheMinimum() { // RFC 9002 §5.2
        rtt.onSample(100 * MS, 0, 25 * MS);
        rtt.forgetMin();
        assertThat(rtt.minNanos()).isEqualTo(100 * MS);

        rtt.onSample(400 * MS, 0, 25 * MS);
        assertThat(rtt.minNanos()).isEqualTo(400 * MS);
        rtt.onSample(500 * MS, 0, 25 * MS);
        assertThat(rtt.minNanos()).isEqualTo(400 * MS);
    }

    @Test
    void onASteadyRouteTheTimeoutKeepsTheGranularity() { // RFC 9002 §6.2.1
        for (int i = 0; i < 100; i++) {
            rtt.onSample(10 * MS, 0, 25 * MS);
        }

        assertThat(rtt.ptoNanos(25 * MS)).isEqualTo((10 + 1 + 25) * MS);
    }

    @Test
    void aSampleOfNothingStillLeavesATimeToDivideBy() {
        rtt.onSample(0, 0, 25 * MS);

        assertThat(rtt.smoothedNanos()).isPositive();
    }
}
