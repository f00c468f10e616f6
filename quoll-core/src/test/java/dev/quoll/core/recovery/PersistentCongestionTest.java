package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Losses while the probe timeout is 1 s, so that persistent congestion takes over 3 s.
class PersistentCongestionTest {
    private static final long SECOND = 1_000_000_000;
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final SentPackets sent = new SentPackets();
    private final RttEstimator rtt = new RttEstimator(SECOND / 10);
    private final LossDetector detector = new LossDetector(LossThresholds.DEFAULT);
    private final PersistentCongestion persistent =
            new PersistentCongestion(PersistentCongestion.DEFAULT_THRESHOLD);

    @Test
    void lossesThatSpanThreeProbeTimeoutsEstablishIt() { // RFC 9002 §7.6.3
        persistent.onRttSample(0);
        sendAtSeconds(DATA, 0, 1, 2, 3, 4, 5, 6, 8, 12);
        sent.markAcked(0);
        sent.markAcked(8);

        assertThat(isEstablishedAt(13)).isTrue();
    }

    @Test
    void exactlyThreeProbeTimeoutsAreNotEnough() { // RFC 9002 §7.6.2
        persistent.onRttSample(0);
        sendAtSeconds(DATA, 1, 2, 4, 12);
        sent.markAcked(3);

        assertThat(isEstablishedAt(13)).isFalse();
    }

    @Test
    void oneAcknowledgedInBetweenForbidsIt() { // RFC 9002 §7.6.2
        persistent.onRttSample(0);
        sendAtSeconds(DATA, 1, 2, 3, 4, 5, 12);
        sent.markAcked(2);
        sent.markAcked(5);

        assertThat(isEstablishedAt(13)).isFalse();
    }

    @Test
    void packetsThatAskForNothingProveNothing() { // RFC 9002 §7.6.2
        persistent.onRttSample(0);
        sendAtSeconds(0, 1, 2, 3, 4, 5, 12);
        sent.markAcked(5);

        assertThat(isEstablishedAt(13)).isFalse();
    }

    @Test
    void packetsFromBeforeTheFirstSampleProveNothing() { // RFC 9002 §7.6.2
        sendAtSeconds(DATA, 1, 2, 3, 4, 5, 12);
        sent.markAcked(5);

        assertThat(isEstablishedAt(13)).isFalse();
        persistent.onRttSample(2 * SECOND);
        assertThat(isEstablishedAt(13)).isFalse();
    }

    @Test
    void packetsOfAnotherRouteProveNothing() {
        persistent.onRttSample(0);
        sendAtSeconds(DATA, 1, 2, 3, 4, 5, 12);
        sent.markAcked(5);
        detector.detect(sent, rtt, 13 * SECOND);

        assertThat(persistent.isEstablished(sent, detector, 1, SECOND)).isFalse();
    }

    private boolean isEstablishedAt(long seconds) {
        detector.detect(sent, rtt, seconds * SECOND);
        return persistent.isEstablished(sent, detector, 0, SECOND);
    }

    private void sendAtSeconds(int flags, long... seconds) {
        for (long each : seconds) {
            sent.onSent(sent.next(), each * SECOND, 1200, flags, 0, 0, 0);
        }
    }
}
