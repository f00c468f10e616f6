package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.quoll.core.range.Allocation;

import org.junit.jupiter.api.Test;

class SentPacketsTest {
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final SentPackets sent = new SentPackets();

    @Test
    void whatIsStoredOfAPacketIsFoundAgain() {
        int flags = DATA | SentPackets.MTU_PROBE | SentPackets.ECT_0;
        sent.onSent(0, 7, 131_071, flags, 1_048_575, 40, 65_535);
        sent.noteNetwork(0, 1L << 40, 6, 4, 1L << 41, 1300);

        assertThat(sent.state(0)).isEqualTo(SentPackets.OUTSTANDING);
        assertThat(sent.sentNanos(0)).isEqualTo(7);
        assertThat(sent.bytes(0)).isEqualTo(131_071);
        assertThat(sent.flags(0)).isEqualTo(flags);
        assertThat(sent.route(0)).isEqualTo(1_048_575);
        assertThat(sent.firstFrame(0)).isEqualTo(40);
        assertThat(sent.frameCount(0)).isEqualTo(65_535);
        assertThat(sent.delivered(0)).isEqualTo(1L << 40);
        assertThat(sent.deliveredNanos(0)).isEqualTo(6);
        assertThat(sent.firstSentNanos(0)).isEqualTo(4);
        assertThat(sent.lostBytes(0)).isEqualTo(1L << 41);
        assertThat(sent.bytesInFlight(0)).isEqualTo(1300);
        assertThat(sent.largestSent()).isZero();
        assertThat(sent.state(1)).isEqualTo(SentPackets.NONE);
    }

    @Test
    void aNumberOutOfTurnIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> send(1));
    }

    @Test
    void acknowledgedPacketsAreForgottenFromTheOldestOn() {
        sendUpTo(9);

        sent.markAcked(1);
        assertThat(sent.state(1)).isEqualTo(SentPackets.ACKED);
        assertThat(sent.firstFrameKept()).isZero();

        sent.markAcked(0);
        assertThat(sent.state(1)).isEqualTo(SentPackets.NONE);
        assertThat(sent.firstFrameKept()).isEqualTo(4);
        assertThat(sent.largestAcked()).isEqualTo(1);
    }

    @Test
    void aWideRangeFindsOnlyWhatIsOutstanding() {
        sendUpTo(9);
        sent.markAcked(5);
        sent.markAcked(6);

        assertThat(sent.nextOutstanding(5, Long.MAX_VALUE)).isEqualTo(7);
        assertThat(sent.nextOutstanding(5, 6)).isEqualTo(SentPackets.NONE);
        assertThat(sent.nextOutstanding(10, Long.MAX_VALUE)).isEqualTo(SentPackets.NONE);
        assertThat(sent.nextOutstanding(0, Long.MAX_VALUE)).isZero();
    }

    @Test
    void aSkippedNumberIsNeverOutstanding() { // RFC 9000 §21.4
        sendUpTo(1);
        sent.onSkipped(2, 2);
        sent.onSent(3, 3, 1200, DATA, 0, 6, 2);

        assertThat(sent.state(2)).isEqualTo(SentPackets.SKIPPED);
        assertThat(sent.nextOutstanding(2, 3)).isEqualTo(3);
        assertThat(sent.hasSkipped(0, 1)).isFalse();
        assertThat(sent.hasSkipped(0, 3)).isTrue();
    }

    @Test
    void aSkippedNumberIsKnownEvenWhenThoseAroundItAreForgotten() {
        sent.onSkipped(0, 0);
        sent.onSent(1, 1, 1200, DATA, 0, 0, 1);
        sent.markAcked(1);

        assertThat(sent.hasSkipped(0, 1)).isTrue();
        assertThat(sent.firstFrameKept()).isEqualTo(1);
    }

    @Test
    void aLostPacketMayBeAcknowledgedLate() {
        sendUpTo(9);
        sent.markLost(0);
        sent.markLost(1);
        sent.markAcked(2);

        assertThat(sent.nextOutstanding(0, 2)).isEqualTo(SentPackets.NONE);
        assertThat(sent.nextLost(0, 9)).isZero();
        assertThat(sent.firstFrameKept()).isZero();

        sent.markAcked(0);

        assertThat(sent.nextLost(0, 9)).isEqualTo(1);
        assertThat(sent.largestAcked()).isEqualTo(2);
        assertThat(sent.firstFrameKept()).isEqualTo(2);
    }

    @Test
    void lostPacketsAreForgottenWhenTheyAreOld() {
        sendUpTo(9);
        sent.markLost(0);
        sent.markLost(1);
        sent.markLost(4);

        sent.releaseLost(2);
        assertThat(sent.nextLost(0, 9)).isEqualTo(4);
        assertThat(sent.firstFrameKept()).isEqualTo(4);

        sent.releaseLost(5);
        assertThat(sent.nextLost(0, 9)).isEqualTo(SentPackets.NONE);
    }

    @Test
    void aLostPacketIsForgottenWhenManyWereSentAfterIt() {
        sendUpTo(0);
        sent.markLost(0);
        for (int number = 1; number <= SentPackets.MAX_LOST_SPAN; number++) {
            send(number);
            sent.markAcked(number);
        }

        assertThat(sent.nextLost(0, Long.MAX_VALUE)).isEqualTo(SentPackets.NONE);
        assertThat(sent.firstFrameKept()).isEqualTo(2L * SentPackets.MAX_LOST_SPAN + 2);
    }

    @Test
    void onlyPacketsThatAskForAnAcknowledgmentAreWaitedFor() {
        sent.onSent(0, 10, 50, 0, 0, 0, 1);
        assertThat(sent.hasAckElicitingInFlight()).isFalse();
        assertThat(sent.sentSinceAckEliciting()).isEqualTo(1);

        sent.onSent(1, 20, 1200, DATA, 0, 1, 1);
        sent.onSent(2, 30, 50, SentPackets.IN_FLIGHT, 0, 2, 1);
        assertThat(sent.hasAckElicitingInFlight()).isTrue();
        assertThat(sent.lastAckElicitingSentNanos()).isEqualTo(20);
        assertThat(sent.sentSinceAckEliciting()).isEqualTo(1);

        sent.markLost(1);
        assertThat(sent.hasAckElicitingInFlight()).isFalse();
    }

    @Test
    void droppedKeysForgetEverything() {
        sendUpTo(9);
        sent.markLost(3);

        sent.clear();

        assertThat(sent.nextOutstanding(0, Long.MAX_VALUE)).isEqualTo(SentPackets.NONE);
        assertThat(sent.nextLost(0, Long.MAX_VALUE)).isEqualTo(SentPackets.NONE);
        assertThat(sent.hasAckElicitingInFlight()).isFalse();
        assertThat(sent.firstFrameKept()).isEqualTo(20);
        assertThat(sent.next()).isEqualTo(10);
    }

    @Test
    void aPeerThatAcknowledgesNothingCannotMakeItGrowForEver() {
        sendUpTo(SentPackets.MAX_TRACKED - 1);
        assertThat(sent.isFull()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> send(SentPackets.MAX_TRACKED));

        sent.markAcked(0);
        assertThat(sent.isFull()).isFalse();
        send(SentPackets.MAX_TRACKED);
        assertThat(sent.isFull()).isTrue();
    }

    @Test
    void sendingAndSettlingAllocatesNothingOnceGrown() {
        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 20_000; i++) {
                                send(sent.next());
                                settle(sent.next() - 100);
                            }
                        });

        assertThat(allocated).isZero();
    }

    private void settle(long number) {
        if (number < 0 || sent.nextOutstanding(0, number) == SentPackets.NONE) {
            return;
        }
        if (number % 50 == 0) {
            sent.markLost(number);
        } else {
            sent.markAcked(number);
        }
        sent.releaseLost(number - 1000);
    }

    private void sendUpTo(long last) {
        for (long number = sent.next(); number <= last; number++) {
            send(number);
        }
    }

    /// Packet `n` is sent at `n`, with frames `2 n` and `2 n + 1`.
    private void send(long number) {
        sent.onSent(number, number, 1200, DATA, 0, 2 * number, 2);
    }
}
