package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.direct.RoundTimes.Reach;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// When rounds of NAT traversal begin.
class RoundTimesTest {
    private static final long SECOND = 1_000_000_000;

    private final RoundTimes rounds = new RoundTimes(5 * SECOND, 60 * SECOND);

    @BeforeEach
    void begin() {
        rounds.onReach(Reach.RELAYED, 0);
    }

    @Test
    void noneIsDueWithoutNews() {
        assertThat(rounds.deadlineNanos()).isEqualTo(RoundTimes.NEVER);
    }

    @Test
    void roundsThatFailAreRepeatedSoonAndThenEveryMinute() {
        rounds.onNews(0);
        List<Long> begun = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            begun.add(rounds.deadlineNanos() / SECOND);
            rounds.onBegun(rounds.deadlineNanos());
        }
        assertThat(begun).containsExactly(0L, 5L, 15L, 35L, 95L, 155L);
    }

    @Test
    void twoRoundsAreFiveSecondsApartWhateverTheNews() {
        rounds.onNews(SECOND);
        rounds.onBegun(SECOND);
        rounds.onNews(2 * SECOND);
        rounds.onNews(3 * SECOND);

        assertThat(rounds.deadlineNanos()).isEqualTo(6 * SECOND);
    }

    @Test
    void aRoundThatHadNobodyToProbeDoesNotHoldUpTheNextOneOnce() {
        rounds.onNews(SECOND);
        rounds.onBegun(SECOND);
        rounds.onNobodyProbed(SECOND);
        rounds.onNews(2 * SECOND);
        assertThat(rounds.deadlineNanos()).isEqualTo(2 * SECOND);

        rounds.onBegun(2 * SECOND);
        rounds.onNobodyProbed(2 * SECOND);
        rounds.onNews(3 * SECOND);
        assertThat(rounds.deadlineNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void aDirectPathEndsTheRounds() {
        rounds.onNews(0);
        rounds.onBegun(0);
        rounds.onReach(Reach.DIRECT, SECOND);

        assertThat(rounds.deadlineNanos()).isEqualTo(RoundTimes.NEVER);
    }

    @Test
    void newsBeginARoundThoughThereIsADirectPath() {
        rounds.onReach(Reach.DIRECT, SECOND);
        rounds.onNews(2 * SECOND);
        assertThat(rounds.deadlineNanos()).isEqualTo(2 * SECOND);

        rounds.onBegun(2 * SECOND);
        assertThat(rounds.deadlineNanos()).isEqualTo(RoundTimes.NEVER);
    }

    @Test
    void theEndOfADirectPathBeginsThemAnew() {
        rounds.onReach(Reach.DIRECT, SECOND);
        rounds.onReach(Reach.RELAYED, 100 * SECOND);

        assertThat(rounds.deadlineNanos()).isEqualTo(100 * SECOND);
    }

    @Test
    void aRoundThatCannotBeginIsTriedSoonAndThenLaterAndLater() {
        rounds.onNews(0);
        List<Long> tried = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tried.add(rounds.deadlineNanos() / 100_000_000);
            rounds.onRefused(rounds.deadlineNanos());
        }
        assertThat(tried)
                .startsWith(0L, 1L, 3L, 7L, 15L)
                .endsWith(1023L, 1623L); // a minute at most
    }

    @Test
    void aPathThatFailedThoughAProbeWasAnsweredIsTriedAgainAtOnceAFewTimes() {
        rounds.onNews(0);
        rounds.onBegun(0);
        List<Long> begun = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long failed = 6 * SECOND + (begun.isEmpty() ? 0 : begun.getLast() * SECOND);
            rounds.onOpeningFailed(failed);
            begun.add(rounds.deadlineNanos() / SECOND);
            rounds.onBegun(rounds.deadlineNanos());
        }
        assertThat(begun).containsExactly(5L, 11L, 17L, 23L, 29L, 89L, 149L);
    }
}
