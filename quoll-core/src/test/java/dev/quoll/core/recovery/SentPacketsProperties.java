package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The ring against a map of every packet ever sent.
class SentPacketsProperties {
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private SentPackets sent = new SentPackets();
    private TreeMap<Long, Integer> model = new TreeMap<>();

    @Property
    void knowsWhatAMapKnows(@ForAll @Size(max = 200) List<Byte> steps) {
        sent = new SentPackets();
        model = new TreeMap<>();
        for (byte step : steps) {
            apply(step & 0xff);
            assertAgreement();
        }
    }

    /// Of four steps two send, and two acknowledge or lose an old packet.
    private void apply(int step) {
        int argument = step >>> 2;
        switch (step & 3) {
            case 0, 1 -> send(argument);
            case 2 -> settle(argument, SentPackets.ACKED);
            default -> settle(argument, SentPackets.LOST);
        }
    }

    private void send(int argument) {
        long number = sent.next();
        if (argument == 0) {
            sent.onSkipped(number, number);
            model.put(number, SentPackets.SKIPPED);
        } else {
            int flags = argument % 2 == 0 ? DATA : 0;
            sent.onSent(number, number, argument, flags, argument, number, 1);
            model.put(number, SentPackets.OUTSTANDING);
        }
    }

    private void settle(int back, int state) {
        long number = Math.max(0, sent.next() - 1 - back);
        if (model.getOrDefault(number, SentPackets.NONE) != SentPackets.OUTSTANDING) {
            return;
        }
        if (state == SentPackets.ACKED) {
            sent.markAcked(number);
        } else {
            sent.markLost(number);
        }
        model.put(number, state);
    }

    private void assertAgreement() {
        model.forEach(
                (number, state) -> {
                    boolean matters = state == SentPackets.OUTSTANDING || state == SentPackets.LOST;
                    if (matters || sent.state(number) != SentPackets.NONE) {
                        assertThat(sent.state(number)).isEqualTo(state);
                    }
                    assertThat(sent.hasSkipped(number, number))
                            .isEqualTo(state == SentPackets.SKIPPED);
                });
        assertThat(listed(SentPackets.OUTSTANDING)).isEqualTo(modelled(SentPackets.OUTSTANDING));
        assertThat(listed(SentPackets.LOST)).isEqualTo(modelled(SentPackets.LOST));
        assertThat(sent.hasAckElicitingInFlight())
                .isEqualTo(
                        modelled(SentPackets.OUTSTANDING).stream()
                                .anyMatch(number -> sent.has(number, SentPackets.ACK_ELICITING)));
    }

    private List<Long> modelled(int state) {
        return model.keySet().stream().filter(number -> model.get(number) == state).toList();
    }

    private List<Long> listed(int state) {
        List<Long> numbers = new ArrayList<>();
        long number = next(state, 0);
        while (number != SentPackets.NONE) {
            numbers.add(number);
            number = next(state, number + 1);
        }
        return numbers;
    }

    private long next(int state, long from) {
        return state == SentPackets.LOST
                ? sent.nextLost(from, Long.MAX_VALUE)
                : sent.nextOutstanding(from, Long.MAX_VALUE);
    }
}
