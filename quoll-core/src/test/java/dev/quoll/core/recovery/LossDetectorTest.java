package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.core.range.Allocation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class LossDetectorTest {
    private static final long MS = 1_000_000;
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final SentPackets sent = new SentPackets();
    private final RttEstimator rtt = new RttEstimator(RttEstimator.INITIAL_NANOS);
    private final LossDetector detector = new LossDetector(LossThresholds.DEFAULT);

    LossDetectorTest() {
        rtt.onSample(80 * MS, 0, 0);
    }

    @Test
    void nothingIsLostBeforeAnythingIsAcknowledged() {
        sendAt(0, 0, 0, 0, 0);

        assertThat(detectedAt(10_000 * MS)).isEmpty();
        assertThat(detector.deadlineNanos()).isEqualTo(LossDetector.NEVER);
    }

    @Test
    void aPacketIsLostWhenOneThreeLaterArrived() { // RFC 9002 §6.1.1
        sendAt(0, 0, 0, 0, 0);
        sent.markAcked(3);

        assertThat(detectedAt(1)).containsExactly(0L);
        assertThat(detector.deadlineNanos()).isEqualTo(90 * MS);
    }

    @Test
    void aPacketIsLostWhenItIsNineEighthsOfARoundTripOld() { // RFC 9002 §6.1.2
        sendAt(10 * MS, 12 * MS, 12 * MS);
        sent.markAcked(2);

        assertThat(detectedAt(90 * MS)).isEmpty();
        assertThat(detector.deadlineNanos()).isEqualTo(100 * MS);
        assertThat(detectedAt(100 * MS - 1)).isEmpty();
        assertThat(detectedAt(100 * MS)).containsExactly(0L);
        assertThat(detector.deadlineNanos()).isEqualTo(102 * MS);
    }

    @Test
    void theLargerOfLatestAndSmoothedTimeCounts() { // RFC 9002 §6.1.2
        rtt.onSample(160 * MS, 0, 0);
        sendAt(0, 0);
        sent.markAcked(1);

        assertThat(detectedAt(160 * MS)).isEmpty();
        assertThat(detector.deadlineNanos()).isEqualTo(180 * MS);
    }

    @Test
    void aVeryShortRouteStillGetsTheGranularity() { // RFC 9002 §6.1.2
        RttEstimator loopback = new RttEstimator(1000);
        sendAt(0, 0);
        sent.markAcked(1);

        assertThat(detector.detect(sent, loopback, 500_000)).isZero();
        assertThat(detector.deadlineNanos()).isEqualTo(MS);
    }

    @Test
    void whatIsNewerThanTheLargestAcknowledgedIsNotLost() {
        sendAt(0, 0, 0);
        sent.markAcked(0);

        assertThat(detectedAt(1_000 * MS)).isEmpty();
        assertThat(detector.deadlineNanos()).isEqualTo(LossDetector.NEVER);
    }

    @Test
    void aWholeFlightMayBeLostAtOnce() {
        for (int i = 0; i < 100; i++) {
            sendAt(0);
        }
        sent.markAcked(99);

        assertThat(detectedAt(1)).hasSize(97).startsWith(0L, 1L).endsWith(96L);
        detector.clear();
        assertThat(detector.lostCount()).isZero();
        assertThat(detector.deadlineNanos()).isEqualTo(LossDetector.NEVER);
    }

    @Test
    void thresholdsBelowTheRecommendedAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LossThresholds(2, 1.125));
        assertThatIllegalArgumentException().isThrownBy(() -> new LossThresholds(3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LossThresholds(3, Double.NaN));
    }

    @Test
    void reorderingThatWasSeenIsToleratedFromThenOn() { // RFC 9002 §6.1.1
        detector.onArrival(2);
        assertThat(detector.packetThreshold()).isEqualTo(3);
        detector.onArrival(7);
        assertThat(detector.packetThreshold()).isEqualTo(8);
        detector.onArrival(5);
        assertThat(detector.packetThreshold()).isEqualTo(8);

        detector.onArrival(100_000);
        assertThat(detector.packetThreshold()).isEqualTo(LossDetector.MAX_PACKET_THRESHOLD);
        detector.forgetReordering();
        assertThat(detector.packetThreshold()).isEqualTo(3);
    }

    @Test
    void detectingAllocatesNothingOnceGrown() {
        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 5_000; i++) {
                                loseThreeOfFour();
                            }
                        });

        assertThat(allocated).isZero();
    }

    private void loseThreeOfFour() {
        for (int i = 0; i < 7; i++) {
            sent.onSent(sent.next(), sent.next(), 1200, DATA, 0, 0, 0);
        }
        sent.markAcked(sent.largestSent());
        detector.detect(sent, rtt, sent.next());
        for (int i = 0; i < detector.lostCount(); i++) {
            sent.markLost(detector.lost(i));
        }
        sent.releaseLost(sent.next());
    }

    private void sendAt(long... sentNanos) {
        for (long each : sentNanos) {
            sent.onSent(sent.next(), each, 1200, DATA, 0, 0, 0);
        }
    }

    private List<Long> detectedAt(long nowNanos) {
        int count = detector.detect(sent, rtt, nowNanos);
        List<Long> lost = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lost.add(detector.lost(i));
        }
        return lost;
    }
}
