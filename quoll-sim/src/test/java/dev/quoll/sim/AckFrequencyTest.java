package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// A sender that asks for fewer acknowledgments.
class AckFrequencyTest { // draft-ietf-quic-ack-frequency
    private static final long LENGTH = 5_000_000;

    @Test
    void aReceiverAcknowledgesAsOftenAsItIsAsked() {
        long often = acknowledgmentsOf(Optional.empty());
        long seldom =
                acknowledgmentsOf(
                        Optional.of(new AckRequests.Wish(20, Optional.of(ofMillis(25)), 2)));

        assertThat(seldom).isLessThan(often * 3 / 4);
    }

    @Test
    void aProbeAsksForAnAcknowledgmentAtOnce() {
        Sim sim = Sim.seeded(2).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);
        sim.link().cut();
        pair.client().transfers().send(UNIDIRECTIONAL, 1000);
        pair.client().wake();
        sim.runFor(ofSeconds(2));
        sim.link().mend();
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(20)), pair::toString);

        assertThat(sent(pair.client(), FrameKind.IMMEDIATE_ACK)).isPositive();
    }

    private static long acknowledgmentsOf(Optional<AckRequests.Wish> wish) {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(10))
                        .configure(Side.CLIENT, config -> config.withAckWish(wish));
        Sim.Pair pair = transfer(sim);
        assertThat(sent(pair.client(), FrameKind.ACK_FREQUENCY) > 0).isEqualTo(wish.isPresent());
        return sent(pair.server(), FrameKind.ACK);
    }

    private static Sim.Pair transfer(Sim sim) {
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, LENGTH);
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(60)), () -> pair + sim.replay());
        return pair;
    }

    private static long sent(SimConnection end, FrameKind kind) {
        return end.core().stats().sent().frames(kind);
    }
}
