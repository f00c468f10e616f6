package dev.quoll.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.delivery.SentFrame.Kind;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;

class PacketSpaceTest {
    private final PacketSpace space =
            new PacketSpace(EncryptionLevel.ONE_RTT, AckFrequency.AT_ONCE, LossThresholds.DEFAULT);

    @Test
    void aProbeTimeoutAsksForTwoPacketsThatAskForAnAcknowledgment() { // RFC 9002 §6.2.4
        assertThat(space.wantsProbe()).isFalse();

        space.onProbeTimeout();
        space.onAckElicitingSent();
        assertThat(space.wantsProbe()).isTrue();
        space.onAckElicitingSent();
        assertThat(space.wantsProbe()).isFalse();

        space.onAckElicitingSent();
        assertThat(space.wantsProbe()).isFalse();
    }

    @Test
    void anAcknowledgmentTellsWhatProbesWereToFindOut() {
        space.onProbeTimeout();
        space.onAcknowledged();

        assertThat(space.wantsProbe()).isFalse();
    }

    @Test
    void aProbeTimeoutMarksNothingLost() { // RFC 9002 §6.2
        send(0);
        send(1);

        space.onProbeTimeout();

        assertThat(space.sent().state(0)).isEqualTo(SentPackets.OUTSTANDING);
        assertThat(space.sent().state(1)).isEqualTo(SentPackets.OUTSTANDING);
        assertThat(space.lossDetector().lostCount()).isZero();
    }

    @Test
    void framesOfALostPacketAreKeptUntilItIsForgotten() {
        send(100);
        send(200);
        space.sent().markLost(0);
        space.sent().markAcked(1);

        space.release(100);
        assertThat(space.sent().state(0)).isEqualTo(SentPackets.LOST);
        assertThat(space.sent().firstFrameKept()).isZero();

        space.release(101);
        assertThat(space.sent().state(0)).isEqualTo(SentPackets.NONE);
        assertThat(space.sent().firstFrameKept()).isEqualTo(2);
    }

    private void send(long nowNanos) {
        long frame = space.frames().next();
        space.frames().add(Kind.HANDSHAKE_DONE, 0, 0);
        int flags = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;
        space.sent().onSent(space.sent().next(), nowNanos, 1200, flags, 0, frame, 1);
    }
}
