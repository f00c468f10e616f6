package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.EcnMarking;
import dev.quoll.sim.link.EcnRewriting;
import dev.quoll.sim.link.LinkModel;

import org.junit.jupiter.api.Test;

/// ECN marks over networks that carry, use, change or drop them.
class EcnTest { // RFC 9000 §13.4
    private static final long LENGTH = 500_000;

    @Test
    void marksThatArriveAreConfirmedByBothSides() {
        Sim sim = Sim.seeded(1).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);

        assertThat(statsOf(pair.client()).ecnCapable()).isTrue();
        assertThat(statsOf(pair.server()).ecnCapable()).isTrue();
    }

    @Test
    void aRoutersMarkNarrowsTheWindowWithoutALoss() { // RFC 9002 §7.1
        Sim sim = Sim.seeded(2).delay(ofMillis(10)).toServer(new EcnMarking(0.01));
        Sim.Pair pair = transfer(sim);

        PathStats stats = statsOf(pair.client());
        assertThat(stats.ecnCapable()).isTrue();
        assertThat(stats.congestionEvents()).isPositive();
        assertThat(stats.packetsLost()).isZero();
    }

    @Test
    void whereMarksAreTakenOffPacketsCarryNone() { // §13.4.2.1
        isGivenUpWhere(EcnRewriting.clearing());
    }

    @Test
    void whereMarksAreChangedPacketsCarryNone() { // §13.4.2.1
        isGivenUpWhere(new EcnRewriting(Ecn.ECT_1, Ecn.ECT_1, Ecn.CE));
    }

    private static void isGivenUpWhere(LinkModel rewriting) {
        Sim sim = Sim.seeded(3).delay(ofMillis(10)).with(rewriting);
        Sim.Pair pair = transfer(sim);

        assertThat(statsOf(pair.client()).ecnCapable()).isFalse();
        assertThat(statsOf(pair.client()).congestionEvents()).isZero();
    }

    private static Sim.Pair transfer(Sim sim) {
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, LENGTH);
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(60)), () -> pair + sim.replay());
        return pair;
    }

    private static PathStats statsOf(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow();
    }
}
