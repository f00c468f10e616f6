package dev.quoll.core.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The received packets against a set of every number received.
class ReceivedPacketsProperties {
    @Property
    void noPacketIsEverTakenTwice(
            @ForAll @Size(max = 500) List<@IntRange(max = 2_000) Integer> numbers) {
        ReceivedPackets received = new ReceivedPackets();
        Set<Integer> model = new HashSet<>();
        for (int number : numbers) {
            if (received.isDuplicate(number)) {
                continue;
            }
            received.onReceived(number, Ecn.NOT_ECT, number);
            assertThat(model.add(number)).isTrue();
        }
    }

    @Property
    void onlyWhatWasReceivedIsAcknowledged(
            @ForAll @Size(max = 200) List<@IntRange(max = 300) Integer> numbers,
            @ForAll @IntRange(max = 300) int known) {
        ReceivedPackets received = new ReceivedPackets();
        Set<Integer> model = new HashSet<>();
        for (int number : numbers) {
            if (!received.isDuplicate(number)) {
                received.onReceived(number, Ecn.NOT_ECT, 0);
                model.add(number);
            }
        }
        received.onAckOfAckAcked(known);

        assertThat(received.ranges().count()).isLessThanOrEqualTo(ReceivedPackets.MAX_ACK_RANGES);
        for (int number = 0; number <= 300; number++) {
            if (received.ranges().contains(number)) {
                assertThat(model).contains(number);
                assertThat(number).isGreaterThan(known);
            }
        }
    }
}
