package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.sim.link.Jitter.Order.FREE;
import static dev.quoll.sim.link.Jitter.Order.KEPT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.link.Blackouts;
import dev.quoll.sim.link.BurstLoss;
import dev.quoll.sim.link.Corruption;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.Duplication;
import dev.quoll.sim.link.EcnMarking;
import dev.quoll.sim.link.EcnRewriting;
import dev.quoll.sim.link.Jitter;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Mtu;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;
import dev.quoll.sim.link.Reordering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.stream.Stream;

/// Each thing that a link can do wrong, alone and strongly.
class ImpairmentsTest {
    private static final long LENGTH = 200_000;

    static Stream<LinkModel> impairments() {
        return Stream.of(
                Blackouts.at(ofMillis(50), ofSeconds(3)),
                Blackouts.at(ofMillis(200), ofSeconds(5)),
                new BurstLoss(0.02, 0.2, 1),
                new Corruption(0.2),
                new Delay(ofSeconds(1)),
                new Duplication(1),
                new EcnMarking(0.5),
                EcnRewriting.clearing(),
                EcnRewriting.hidingCongestion(),
                new Jitter(ofMillis(100), KEPT),
                new Jitter(ofMillis(100), FREE),
                new Loss(0.2),
                new Mtu(1200),
                new Rate(64_000, Queue.ofBytes(20_000)),
                new Rate(10_000_000, Queue.ofDatagrams(2)),
                new Rate(100_000_000, Queue.ofBytes(1_000_000)),
                new Reordering(0.3, ofMillis(50)));
    }

    @ParameterizedTest
    @MethodSource("impairments")
    void contentArrivesEachWay(LinkModel impairment) {
        for (long seed = 1; seed <= 5; seed++) {
            Sim sim = Sim.seeded(seed).delay(ofMillis(20)).with(impairment);
            Sim.Pair pair = exchange(sim, 120);

            assertTrue(pair.transferred(), () -> sim.replay() + "\n" + pair);
        }
    }

    @Test
    void aLinkThatCarriesNoFullInitialLeadsToATimeout() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).with(new Mtu(1199)).idleTimeout(ofSeconds(5));
        Sim.Pair pair = sim.connect();

        sim.runUntil(() -> pair.client().isDrained(), ofSeconds(30));

        assertTrue(pair.client().isDrained(), sim::replay);
        assertThat(sim.network().trace().dropped(DropCause.TOO_LARGE)).isPositive();
    }

    /// Every damaged datagram is counted on arrival, and nothing else comes of it.
    @Test
    void damageIsCountedAndBreaksNothing() {
        for (long seed = 1; seed <= 20; seed++) {
            Sim sim =
                    Sim.seeded(seed)
                            .security(Identities::tls)
                            .delay(ofMillis(20))
                            .with(new Corruption(0.3));
            Sim.Pair pair = exchange(sim, 240);

            assertTrue(pair.transferred(), () -> sim.replay() + "\n" + pair);
            Map<DropReason, Long> dropped = pair.client().core().stats().dropped();
            assertThat(dropped).containsKey(DropReason.NOT_AUTHENTIC);
        }
    }

    private static Sim.Pair exchange(Sim sim, int limitSeconds) {
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(LENGTH));
        pair.client().transfers().send(BIDIRECTIONAL, LENGTH);
        sim.runUntil(pair::transferred, ofSeconds(limitSeconds));
        return pair;
    }
}
