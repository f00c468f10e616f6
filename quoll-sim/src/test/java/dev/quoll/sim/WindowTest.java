package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;

import dev.quoll.core.stream.StreamFairness;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Windows that tune themselves to what the network holds.
class WindowTest {
    private static final long LENGTH = 50_000_000;
    private static final int MEGABIT = 1_000_000;

    @Test
    void aWindowGrowsUntilItDoesNotHoldTheSenderBack() {
        Duration tuned = duration(StreamsConfig.MOST_STREAM_WINDOW);
        Duration fixed = duration(0);

        assertThat(tuned).isLessThan(fixed.dividedBy(2));
    }

    /// Over a link that holds 5 MB, four times the first window.
    private static Duration duration(long mostStreamWindow) {
        StreamsConfig streams =
                new StreamsConfig(
                        64L << 20,
                        1_250_000,
                        100,
                        100,
                        64L << 20,
                        mostStreamWindow,
                        StreamFairness.ROUND_ROBIN);
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(100))
                        .with(new Rate(200 * MEGABIT, Queue.ofBytes(5_000_000)))
                        .configure(config -> config.withStreams(streams));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, LENGTH);
        assertTrue(sim.runUntil(pair::transferred, ofMinutes(2)), () -> pair + sim.replay());
        return sim.elapsed();
    }
}
