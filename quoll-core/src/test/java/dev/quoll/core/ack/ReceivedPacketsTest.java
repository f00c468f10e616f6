package dev.quoll.core.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.range.Allocation;

import org.junit.jupiter.api.Test;

class ReceivedPacketsTest {
    private final ReceivedPackets received = new ReceivedPackets();

    @Test
    void aPacketIsADuplicateTheSecondTime() { // RFC 9000 §12.3
        assertThat(received.isDuplicate(0)).isFalse();
        receive(0, 1, 2, 4, 5, 7);

        assertThat(received.isDuplicate(0)).isTrue();
        assertThat(received.isDuplicate(4)).isTrue();
        assertThat(received.isDuplicate(3)).isFalse();
        assertThat(received.isDuplicate(6)).isFalse();
        assertThat(received.isDuplicate(8)).isFalse();
    }

    @Test
    void whatArrivedIsAcknowledgedInRanges() {
        receive(3, 0, 1, 7, 2);

        assertThat(received.ranges()).hasToString("[0..3, 7..7]");
        assertThat(received.largest()).isEqualTo(7);
    }

    @Test
    void theDelayIsThatOfTheLargestPacket() { // RFC 9000 §13.2.5
        received.onReceived(5, Ecn.NOT_ECT, 100);
        received.onReceived(3, Ecn.NOT_ECT, 300);

        assertThat(received.ackDelayNanos(450)).isEqualTo(350);
    }

    @Test
    void marksOfTheNetworkAreCounted() { // RFC 9000 §13.4.1
        received.onReceived(0, Ecn.NOT_ECT, 0);
        assertThat(received.ecnCounts().isEmpty()).isTrue();
        received.onReceived(1, Ecn.ECT_0, 0);
        received.onReceived(2, Ecn.ECT_1, 0);
        received.onReceived(3, Ecn.CE, 0);
        received.onReceived(4, Ecn.CE, 0);

        assertThat(received.ecnCounts()).hasToString("EcnCounts[ect0=1, ect1=1, ce=2]");
    }

    @Test
    void whatThePeerKnowsWeSawIsNotAcknowledgedAgain() { // RFC 9000 §13.2.4
        receive(0, 1, 2, 4, 5, 9);

        received.onAckOfAckAcked(4);

        assertThat(received.ranges()).hasToString("[5..5, 9..9]");
        assertThat(received.isDuplicate(1)).isTrue();
        assertThat(received.isDuplicate(3)).isFalse();
    }

    @Test
    void theLargestIsKnownWhenNothingIsLeftToAcknowledge() { // RFC 9000 §13.2.3
        receive(0, 1, 2);

        received.onAckOfAckAcked(2);

        assertThat(received.ranges().isEmpty()).isTrue();
        assertThat(received.largest()).isEqualTo(2);
    }

    @Test
    void aPacketThatComesVeryLateIsStillAcknowledged() {
        receive(0, 1, 2, 4);
        received.onAckOfAckAcked(4);

        receive(3);

        assertThat(received.ranges()).hasToString("[3..3]");
    }

    @Test
    void aPeerThatLeavesGapsCannotMakeItGrow() {
        for (long number = 0; number < 10_000; number += 2) {
            receive(number);
        }

        assertThat(received.ranges().count()).isEqualTo(ReceivedPackets.MAX_ACK_RANGES);
        assertThat(received.ranges().max()).isEqualTo(9_998);
        long lowestKnown = 9_998 - 2 * (ReceivedPackets.MAX_SEEN_RANGES - 1);
        assertThat(received.isDuplicate(lowestKnown - 1)).isTrue();
        assertThat(received.isDuplicate(lowestKnown)).isTrue();
        assertThat(received.isDuplicate(lowestKnown + 1)).isFalse();
        assertThat(received.isDuplicate(9_999)).isFalse();
    }

    @Test
    void receivingAllocatesNothingOnceGrown() {
        long[] next = {0};
        AckPolicy policy = new AckPolicy(AckFrequency.everySecond(25_000_000));
        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 20_000; i++) {
                                next[0] += i % 40 == 0 ? 2 : 1;
                                receiveOne(policy, next[0]);
                            }
                        });

        assertThat(allocated).isZero();
    }

    private void receiveOne(AckPolicy policy, long number) {
        if (received.isDuplicate(number)) {
            return;
        }
        received.onReceived(number, Ecn.ECT_0, number);
        policy.onAckEliciting(number, Ecn.ECT_0, received, number);
        if (policy.isDue(number)) {
            policy.onAckSent(number);
            received.onAckOfAckAcked(number - 1000);
        }
    }

    private void receive(long... numbers) {
        for (long number : numbers) {
            received.onReceived(number, Ecn.NOT_ECT, 0);
        }
    }
}
