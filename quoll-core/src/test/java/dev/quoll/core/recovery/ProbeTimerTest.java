package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTimerTest {
    private static final long MS = 1_000_000;

    private final RttEstimator rtt = new RttEstimator(RttEstimator.INITIAL_NANOS);
    private final ProbeTimer uncapped = new ProbeTimer(ProbeTimer.NEVER);
    private final ProbeTimer timer = new ProbeTimer(ProbeTimer.DEFAULT_MAX_INTERVAL_NANOS);

    @Test
    void everyProbeDoublesTheWait() { // RFC 9002 §6.2.1
        rtt.onSample(100 * MS, 0, 0);

        assertThat(uncapped.deadlineNanos(1000 * MS, rtt, 25 * MS)).isEqualTo(1325 * MS);
        uncapped.onTimeout(0);
        assertThat(uncapped.deadlineNanos(1000 * MS, rtt, 25 * MS)).isEqualTo(1650 * MS);
        uncapped.onTimeout(0);
        assertThat(uncapped.intervalNanos(rtt, 25 * MS)).isEqualTo(1300 * MS);
        assertThat(uncapped.count()).isEqualTo(2);
    }

    @Test
    void anAcknowledgmentEndsTheBackOff() { // RFC 9002 §6.2.1
        rtt.onSample(100 * MS, 0, 0);
        timer.onTimeout(0);
        timer.reset();

        assertThat(timer.count()).isZero();
        assertThat(timer.intervalNanos(rtt, 0)).isEqualTo(300 * MS);
    }

    @Test
    void onlyWhatWasSentSinceTheLastProbeAnswersIt() {
        assertThat(timer.isAfterLast(0)).isTrue(); // nothing is in doubt
        timer.onTimeout(100 * MS);

        assertThat(timer.isAfterLast(99 * MS)).isFalse();
        assertThat(timer.isAfterLast(100 * MS)).isTrue();
    }

    @Test
    void theBackOffIsCutAtTheCap() {
        rtt.onSample(100 * MS, 0, 0);
        expire(timer, 10);

        assertThat(timer.intervalNanos(rtt, 0)).isEqualTo(2000 * MS);
        timer.capIntervalNanos(1000 * MS);
        assertThat(timer.intervalNanos(rtt, 0)).isEqualTo(1000 * MS);
    }

    @Test
    void onASlowRouteTheCapIsOneAndAHalfRoundTrips() {
        for (int i = 0; i < 100; i++) {
            rtt.onSample(4000 * MS, 0, 0);
        }
        expire(timer, 3);

        assertThat(timer.intervalNanos(rtt, 0)).isEqualTo(6000 * MS);
    }

    @Test
    void theFirstWaitIsCutToo() {
        rtt.onSample(4000 * MS, 0, 0);

        assertThat(uncapped.intervalNanos(rtt, 25 * MS)).isEqualTo(12_025 * MS);
        assertThat(timer.intervalNanos(rtt, 25 * MS)).isEqualTo(6025 * MS);
        timer.onTimeout(0);
        assertThat(timer.intervalNanos(rtt, 25 * MS)).isEqualTo(6025 * MS);
    }

    @Test
    void aPromptAnswerEndsWhatALateOneDidToTheCap() {
        rtt.onSample(4000 * MS, 0, 0);
        rtt.onSample(40 * MS, 0, 0);

        assertThat(rtt.smoothedNanos()).isGreaterThan(3000 * MS);
        assertThat(timer.intervalNanos(rtt, 25 * MS)).isEqualTo(2000 * MS);
    }

    @Test
    void oneLateAnswerDoesNotRaiseTheCap() {
        rtt.onSample(40 * MS, 0, 0);
        rtt.onSample(4000 * MS, 0, 0);

        assertThat(timer.intervalNanos(rtt, 25 * MS)).isEqualTo(2000 * MS);
    }

    @Test
    void aPeerThatHoldsAcknowledgmentsForLongIsWaitedFor() {
        rtt.onSample(100 * MS, 0, 0);

        assertThat(timer.intervalNanos(rtt, 5000 * MS)).isEqualTo(5150 * MS);
    }

    @Test
    void afterSixteenDoublingsTheWaitGrowsNoMore() {
        rtt.onSample(100 * MS, 0, 0);
        expire(uncapped, 100);

        assertThat(uncapped.intervalNanos(rtt, 0)).isEqualTo(300 * MS << 16);
    }

    @Test
    void absurdTimesDoNotOverflow() {
        rtt.onSample(Long.MAX_VALUE / 16, 0, 0);
        expire(uncapped, 16);

        assertThat(uncapped.deadlineNanos(5, rtt, 0)).isEqualTo(ProbeTimer.NEVER);
    }

    @Test
    void aProbeThatCouldNotBeSentDoesNotLeaveTheDeadlineInThePast() {
        rtt.onSample(100 * MS, 0, 0);
        timer.onTimeout(1300 * MS);

        assertThat(timer.deadlineNanos(1000 * MS, rtt, 0)).isEqualTo(1900 * MS);
    }

    private static void expire(ProbeTimer timer, int times) {
        for (int i = 0; i < times; i++) {
            timer.onTimeout(0);
        }
    }
}
