package dev.quoll.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossEpisodeTest {
    private final LossEpisode episode = new LossEpisode();

    @Test
    void inARoundTripOneSignIsAsManyAsMany() { // RFC 9002 §7.3.2
        assertThat(lose(100, 10, 20)).isTrue();
        assertThat(lose(110, 99, 100)).isFalse();
        assertThat(lose(120, 101)).isTrue();
    }

    @Test
    void itWasNoneWhenEveryLostPacketArrives() {
        lose(100, 10, 20);
        lose(110, 30);

        assertThat(episode.onArrival(10)).isFalse();
        assertThat(episode.onArrival(30)).isFalse();
        assertThat(episode.onArrival(20)).isTrue();
    }

    @Test
    void itWasOneWhenAPacketStaysLost() {
        lose(100, 10, 20);

        assertThat(episode.onArrival(10)).isFalse();
        lose(200, 150);
        assertThat(episode.onArrival(20)).isFalse();
        assertThat(episode.onArrival(150)).isTrue();
    }

    @Test
    void aMarkOfTheNetworkProvesIt() { // RFC 9002 §7.1
        lose(100, 10);
        assertThat(episode.onMarks(110, 20)).isFalse();

        assertThat(episode.onArrival(10)).isFalse();
        assertThat(episode.onMarks(200, 150)).isTrue();
    }

    @Test
    void aLossAfterItWasTakenBackIsASignAgain() {
        lose(100, 10);
        assertThat(episode.onArrival(10)).isTrue();

        assertThat(lose(120, 20)).isTrue();
    }

    private boolean lose(long nowNanos, long... sentNanos) {
        for (long sent : sentNanos) {
            episode.onLost(sent);
        }
        return episode.onLosses(nowNanos, sentNanos[sentNanos.length - 1]);
    }
}
