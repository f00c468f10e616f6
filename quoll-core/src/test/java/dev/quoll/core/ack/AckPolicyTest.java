package dev.quoll.core.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.core.address.Ecn;

import org.junit.jupiter.api.Test;

class AckPolicyTest {
    private static final long DELAY = 25_000_000;

    private final ReceivedPackets received = new ReceivedPackets();
    private AckPolicy policy = new AckPolicy(AckFrequency.everySecond(DELAY));

    @Test
    void nothingIsDueBeforeAnythingCame() {
        assertThat(policy.deadlineNanos()).isEqualTo(AckPolicy.NEVER);
        assertThat(policy.isWelcome()).isFalse();
    }

    @Test
    void aSinglePacketIsAcknowledgedAfterTheDelay() { // RFC 9000 §13.2.1
        receive(0, 100);

        assertThat(policy.isDue(100)).isFalse();
        assertThat(policy.isWelcome()).isTrue();
        assertThat(policy.deadlineNanos()).isEqualTo(100 + DELAY);
        assertThat(policy.isDue(100 + DELAY)).isTrue();
    }

    @Test
    void whatWasSentOverOnePathMayBeRepeatedOnceOverAnother() {
        receive(0, 100);
        assertThat(policy.isRepeatable()).isFalse();

        policy.onAckSent(0);
        assertThat(policy.isRepeatable()).isTrue();
        policy.onRepeated();
        assertThat(policy.isRepeatable()).isFalse();
    }

    @Test
    void everySecondPacketIsAcknowledgedAtOnce() { // RFC 9000 §13.2.2
        receive(0, 100);
        receive(1, 200);
        assertThat(policy.isDue(200)).isTrue();

        policy.onAckSent(1);
        assertThat(policy.deadlineNanos()).isEqualTo(AckPolicy.NEVER);
        receive(2, 300);
        assertThat(policy.isDue(300)).isFalse();
    }

    @Test
    void theDelayRunsFromTheFirstPacket() {
        policy.setFrequency(new AckFrequency(10, 1, DELAY));
        receive(0, 100);
        receive(1, 200);

        assertThat(policy.deadlineNanos()).isEqualTo(100 + DELAY);
    }

    @Test
    void handshakePacketsAreAcknowledgedAtOnce() { // RFC 9000 §13.2.1
        policy = new AckPolicy(AckFrequency.AT_ONCE);
        receive(0, 100);

        assertThat(policy.isDue(100)).isTrue();
    }

    @Test
    void whoExpectsAPacketThatCanCarryItWaitsWithAnAcknowledgment() {
        policy = new AckPolicy(AckFrequency.AT_ONCE);
        policy.setPatience(50);
        assertThat(policy.deadlineNanos()).isEqualTo(AckPolicy.NEVER);

        receive(0, 100);

        assertThat(policy.deadlineNanos()).isEqualTo(150);
        assertThat(policy.isDue(149)).isFalse();
        assertThat(policy.isWelcome()).isTrue();
        assertThat(policy.isDue(150)).isTrue();
    }

    @Test
    void patienceEndsForWhatWaitsAlready() {
        policy = new AckPolicy(AckFrequency.AT_ONCE);
        policy.setPatience(50);
        receive(0, 100);

        policy.setPatience(0);

        assertThat(policy.isDue(100)).isTrue();
    }

    @Test
    void aGapIsReportedAtOnceAndOnlyOnce() { // RFC 9000 §13.2.1
        acknowledgeUpTo(3);
        receive(5, 100);
        assertThat(policy.isDue(100)).isTrue();

        policy.onAckSent(5);
        receive(6, 200);
        assertThat(policy.isDue(200)).isFalse();
    }

    @Test
    void aLatePacketIsReportedAtOnce() { // RFC 9000 §13.2.1
        acknowledgeUpTo(3);
        receive(5, 100);
        policy.onAckSent(5);

        receive(4, 200);

        assertThat(policy.isDue(200)).isTrue();
    }

    @Test
    void aMarkOfCongestionIsReportedAtOnce() { // RFC 9000 §13.2.1
        received.onReceived(0, Ecn.CE, 100);
        policy.onAckEliciting(0, Ecn.CE, received, 100);

        assertThat(policy.isDue(100)).isTrue();
    }

    @Test
    void packetsThatAskForNothingMakeNoAcknowledgmentDue() { // RFC 9000 §13.2
        receiveOther(0);
        receiveOther(1);

        assertThat(policy.deadlineNanos()).isEqualTo(AckPolicy.NEVER);
        assertThat(policy.isWelcome()).isFalse();
    }

    @Test
    void onceInAWhileAPureSenderAcknowledgesToo() { // RFC 9000 §13.2.4
        for (int number = 0; number < AckPolicy.VOLUNTARY_AFTER; number++) {
            assertThat(policy.isWelcome()).isFalse();
            receiveOther(number);
        }
        assertThat(policy.isWelcome()).isTrue();
        assertThat(policy.deadlineNanos()).isEqualTo(AckPolicy.NEVER);

        policy.onAckSent(AckPolicy.VOLUNTARY_AFTER - 1);
        assertThat(policy.isWelcome()).isFalse();
    }

    @Test
    void anAcknowledgmentCanBeAskedFor() {
        policy.onImmediateAck(70);

        assertThat(policy.isDue(70)).isTrue();
    }

    @Test
    void aPeerMayAskForRarerAcknowledgments() {
        policy.setFrequency(new AckFrequency(4, 1, 2 * DELAY));
        for (int number = 0; number < 4; number++) {
            receive(number, 100);
        }
        assertThat(policy.isDue(100)).isFalse();
        assertThat(policy.deadlineNanos()).isEqualTo(100 + 2 * DELAY);

        receive(4, 100);
        assertThat(policy.isDue(100)).isTrue();
    }

    @Test
    void aPeerMayTolerateGaps() {
        policy.setFrequency(new AckFrequency(100, 0, DELAY));
        receive(0, 100);
        receive(7, 100);
        receive(3, 100);

        assertThat(policy.isDue(100)).isFalse();
    }

    @Test
    void aPeerMayTolerateGapsUpToAThreshold() {
        policy.setFrequency(new AckFrequency(100, 3, DELAY));
        acknowledgeUpTo(3);
        receive(5, 100);
        receive(6, 100);
        assertThat(policy.isDue(100)).isFalse();

        receive(7, 100);
        assertThat(policy.isDue(100)).isTrue();

        policy.onAckSent(7);
        receive(8, 200);
        assertThat(policy.isDue(200)).isFalse();
    }

    @Test
    void aNegativeFrequencyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AckFrequency(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AckFrequency(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AckFrequency(0, 0, -1));
    }

    private void acknowledgeUpTo(long last) {
        for (long number = 0; number <= last; number++) {
            receive(number, 0);
        }
        policy.onAckSent(last);
    }

    private void receive(long number, long nowNanos) {
        received.onReceived(number, Ecn.NOT_ECT, nowNanos);
        policy.onAckEliciting(number, Ecn.NOT_ECT, received, nowNanos);
    }

    private void receiveOther(long number) {
        received.onReceived(number, Ecn.NOT_ECT, 0);
        policy.onOther();
    }
}
