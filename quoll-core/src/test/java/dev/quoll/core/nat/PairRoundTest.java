package dev.quoll.core.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.nat.CandidatePairs.Pair;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

class PairRoundTest {
    private static final long LENGTH = 6_000;
    private static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.1", 1);

    private final ReachOuts asks = new ReachOuts();
    private final PairRound round = new PairRound(asks, LENGTH);

    @Test // nat-traversal §4.4
    void aRoundAsksForNoMorePairsThanTheServerTakes() {
        assertThat(round.begin(pairs(0, 5), 2, 0)).containsExactly(server(0), server(1));
        assertThat(asks.size()).isEqualTo(2);
        assertThat(round.number()).isEqualTo(1);
        assertThat(waiting()).containsExactly(server(0), server(1));
    }

    @Test
    void theOthersAreTriedInTheNextRounds() {
        round.begin(pairs(0, 5), 2, 0);
        waiting();
        assertThat(round.next(LENGTH)).isTrue();
        assertThat(waiting()).containsExactly(server(2), server(3));
        assertThat(round.next(2 * LENGTH)).isTrue();
        assertThat(waiting()).containsExactly(server(4));
        assertThat(round.number()).isEqualTo(3);
        assertThat(round.next(3 * LENGTH)).isFalse();
    }

    @Test // nat-traversal §4.4: pairs are sent as soon as they are there
    void whatIsNamedLateJoinsTheRound() {
        round.begin(pairs(0, 1), 3, 0);
        waiting();
        round.join(pairs(0, 2), LENGTH - 1);
        assertThat(waiting()).containsExactly(server(1));
        assertThat(round.number()).isEqualTo(1);
        assertThat(asks.size()).isEqualTo(2);

        round.join(pairs(2, 3), LENGTH);
        assertThat(round.hasWaiting()).as("the round is over").isFalse();
        assertThat(round.next(LENGTH)).isFalse();
    }

    @Test
    void whatIsNamedAndTakenBackWithoutEndIsNotRemembered() {
        round.begin(List.of(), 1, 0);
        for (int i = 0; i < 10_000; i++) {
            round.join(pairs(i, i + 1), 1);
            round.forget(i);
        }
        assertThat(asks.size()).isEqualTo(1);
        int rounds = 1;
        while (round.next(rounds)) {
            rounds++;
        }
        assertThat(rounds).isLessThanOrEqualTo(CandidatePairs.MAX_PAIRS);
    }

    @Test
    void aClientListensLongerThanItProbes() {
        assertThat(round.isListening(0)).isFalse();
        round.begin(pairs(0, 1), 1, 0);
        assertThat(round.isListening(4 * LENGTH - 1)).isTrue();
        assertThat(round.isListening(4 * LENGTH)).isFalse();
        round.end();
        assertThat(round.isListening(1)).isFalse();
    }

    @Test
    void whatIsTakenBackIsNotTried() {
        round.begin(pairs(0, 3), 1, 0);
        waiting();
        round.forget(1);
        round.next(LENGTH);
        assertThat(waiting()).containsExactly(server(2));
    }

    @Test
    void whoeverIsReachedIsNotSoughtAnyLonger() {
        round.begin(pairs(0, 5), 2, 0);
        round.end();
        assertThat(round.hasWaiting()).isFalse();
        assertThat(round.next(1)).isFalse();
        round.join(pairs(5, 6), 1);
        assertThat(round.hasWaiting()).isFalse();
    }

    @Test // nat-traversal §4.4
    void aHigherRoundEndsTheOneBeforeAndALowerOneCountsForNothing() {
        assertThat(round.onPunchMeNow(asked(3, 0))).isEqualTo(1);
        round.target(server(0));
        assertThat(round.onPunchMeNow(asked(5, 1))).isEqualTo(1);
        assertThat(round.hasWaiting()).isFalse();
        round.target(server(1));
        assertThat(round.onPunchMeNow(asked(4, 2))).isZero();
        assertThat(round.number()).isEqualTo(5);
        assertThat(waiting()).containsExactly(server(1));
    }

    @Test
    void theFirstRoundMayHaveAnyNumber() {
        assertThat(round.onPunchMeNow(asked(0, 0))).isEqualTo(1);
        assertThat(round.onPunchMeNow(asked((1L << 62) - 1, 0))).isEqualTo(1);
    }

    @Test
    void aFrameThatComesTwiceCountsOnceAndAPairIsItsBothAddresses() {
        assertThat(round.onPunchMeNow(asked(1, 0))).isEqualTo(1);
        assertThat(round.onPunchMeNow(asked(1, 0))).isEqualTo(1);
        assertThat(round.onPunchMeNow(asked(1, 1))).isEqualTo(2);
    }

    @Test
    void anAddressIsProbedOnceInARound() {
        round.onPunchMeNow(asked(1, 0));
        round.target(server(0));
        waiting();
        round.target(server(0));
        assertThat(round.hasWaiting()).isFalse();
    }

    private List<InetSocketAddress> waiting() {
        List<InetSocketAddress> all = new ArrayList<>();
        for (InetSocketAddress each = round.nextTarget(); each != null; each = round.nextTarget()) {
            all.add(each);
        }
        return all;
    }

    private static PunchMeNowFrame asked(long number, long pairedWith) {
        return new PunchMeNowFrame(number, pairedWith, CLIENT);
    }

    private static List<Pair> pairs(int from, int to) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = from; i < to; i++) {
            pairs.add(new Pair(CLIENT, server(i), i));
        }
        return pairs;
    }

    private static InetSocketAddress server(int number) {
        return new InetSocketAddress("203.0.113.1", 1024 + number);
    }
}
