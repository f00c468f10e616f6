package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handshakes over networks of all kinds.
class HandshakeTest {
    @Test
    void takesTwoRoundTrips() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20));
        Sim.Pair pair = sim.connect();

        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(1)), sim::replay);

        assertThat(sim.elapsed()).isEqualTo(ofMillis(80));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesTheLossOfAThirdOfAllDatagrams(long seed) {
        Sim sim = Sim.seeded(seed).delay(ofMillis(20)).loss(0.33);
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(30)); // virtual seconds

        assertTrue(pair.confirmed(), sim::replay);
    }
}
