package dev.quoll.core.nat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// When probes go out, and what answers them.
class PunchRoundTest {
    private static final long MILLI = 1_000_000;
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 2);

    private final PunchRound round = new PunchRound(33 * MILLI);
    private long challenge;

    @Test
    void nineProbesGoOutLessAndLessOften() {
        round.begin(1, List.of(HERE), 0);
        List<Long> times = new ArrayList<>(List.of(0L));
        send();
        while (round.deadlineNanos() != PunchRound.NEVER) {
            long now = round.deadlineNanos();
            round.onTimeout(now);
            if (round.nextDue() != null) {
                times.add(now / MILLI);
                send();
            }
        }
        assertThat(times).containsExactly(0L, 33L, 66L, 132L, 264L, 528L, 1056L, 2112L, 4112L);
    }

    @Test
    void whoAnswersGetsNoMore() {
        round.begin(1, List.of(HERE, THERE), 0);
        send();
        send();
        assertThat(round.onResponse(1, HERE)).isTrue();
        assertThat(round.onResponse(1, HERE)).isFalse();

        round.onTimeout(33 * MILLI);
        assertThat(round.nextDue()).isEqualTo(THERE);
        send();
        assertThat(round.nextDue()).isNull();
    }

    @Test
    void anAnswerFromElsewhereProvesNothing() {
        round.begin(1, List.of(HERE), 0);
        send();
        assertThat(round.onResponse(1, THERE)).isFalse();
        assertThat(round.onResponse(7, HERE)).isFalse();
        assertThat(round.onResponse(1, HERE)).isTrue();
    }

    @Test
    void aNewRoundForgetsTheOneBefore() {
        round.begin(1, List.of(HERE), 0);
        send();
        round.begin(2, List.of(THERE), MILLI);
        assertThat(round.onResponse(1, HERE)).isFalse();
        assertThat(round.nextDue()).isEqualTo(THERE);
        assertThat(round.size()).isEqualTo(1);
    }

    @Test
    void anAddressIsInARoundOnce() {
        round.begin(1, List.of(HERE), 0);
        round.add(HERE);
        assertThat(round.size()).isEqualTo(1);
        send();
        assertThat(round.nextDue()).isNull();
    }

    private void send() {
        round.onProbeSent(++challenge);
    }
}
