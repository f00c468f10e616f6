package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Reordering;

import org.junit.jupiter.api.Test;

/// Keys that change while data flows; whether the phase moved is seen in the counts of updates.
class KeyUpdateTest {
    private static final long LENGTH = 3_000_000;

    @Test
    void everyLongConnectionUpdatesItsKeysOnceUnasked() {
        Sim sim = Sim.seeded(1).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);

        assertThat(updatesOf(pair.client())).isPositive();
        assertThat(updatesOf(pair.server())).isEqualTo(updatesOf(pair.client()));
        nothingWasDropped(pair);
    }

    @Test
    void anUpdateThatIsAskedForHappensAndLosesNothing() { // RFC 9001 §6.1
        Sim sim = Sim.seeded(2).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);
        sim.runFor(ofSeconds(2));
        long before = updatesOf(pair.client());

        pair.client().core().updateKeys();
        again(sim, pair);

        assertThat(updatesOf(pair.client())).isEqualTo(before + 1);
        assertThat(updatesOf(pair.server())).isEqualTo(before + 1);
        nothingWasDropped(pair);
    }

    @Test
    void bothSidesMayAskAtOnce() { // RFC 9001 §6.2
        Sim sim = Sim.seeded(3).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);
        sim.runFor(ofSeconds(2));
        long before = updatesOf(pair.client());

        pair.client().core().updateKeys();
        pair.server().core().updateKeys();
        again(sim, pair);

        assertThat(updatesOf(pair.client())).isBetween(before + 1, before + 2);
        assertThat(updatesOf(pair.server())).isEqualTo(updatesOf(pair.client()));
        nothingWasDropped(pair);
    }

    @Test
    void anotherUpdateWaitsUntilTheLastHasSettled() { // RFC 9001 §6.5
        Sim sim = Sim.seeded(4).delay(ofMillis(10));
        Sim.Pair pair = transfer(sim);
        long before = updatesOf(pair.client());
        for (int i = 0; i < 50; i++) {
            pair.client().core().updateKeys();
            again(sim, pair);
        }

        assertThat(updatesOf(pair.client())).isGreaterThan(before + 1);
        assertThat(pair.client().isClosed()).isFalse();
        nothingWasDropped(pair);
    }

    @Test
    void packetsOfThePhaseBeforeAreReadThoughTheyComeLate() { // RFC 9001 §6.5
        Sim sim = Sim.seeded(5).delay(ofMillis(10)).with(new Reordering(0.2, ofMillis(8)));
        Sim.Pair pair = transfer(sim);
        for (int i = 0; i < 10; i++) {
            pair.client().core().updateKeys();
            again(sim, pair);
        }

        assertThat(updatesOf(pair.client())).isGreaterThan(1);
        nothingWasDropped(pair);
    }

    private static Sim.Pair transfer(Sim sim) {
        sim.security(Identities::tls);
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(LENGTH));
        pair.client().transfers().send(BIDIRECTIONAL, LENGTH);
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(60)), () -> pair + sim.replay());
        return pair;
    }

    private static void again(Sim sim, Sim.Pair pair) {
        pair.client().transfers().send(BIDIRECTIONAL, 1000);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(60)), () -> pair + sim.replay());
        sim.runFor(ofMillis(100));
    }

    private static long updatesOf(SimConnection end) {
        return end.core().stats().keyUpdates();
    }

    private static void nothingWasDropped(Sim.Pair pair) {
        for (SimConnection end : new SimConnection[] {pair.client(), pair.server()}) {
            assertThat(end.core().stats().dropped())
                    .doesNotContainKeys(DropReason.NOT_AUTHENTIC, DropReason.KEYS_DISCARDED);
        }
    }
}
