package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Connections that let memory go in a silence, and go on after it.
class RestTest {
    private static final Duration IDLE = ofSeconds(100);
    private static final Duration SILENCE = ofSeconds(20);
    private static final long LENGTH = 100_000;

    /// Bytes of heap that one end gives back at least.
    private static final long GIVEN_BACK = 5_000;

    private final Sim sim =
            Sim.seeded(1).delay(ofMillis(20)).idleTimeout(IDLE).security(Identities::tls);

    @Test
    void aConnectionGoesOnAfterASilence() {
        Sim.Pair pair = sim.connect();
        for (int i = 0; i < 5; i++) {
            transfer(pair);
            sim.runFor(SILENCE);
        }

        assertThat(pair.client().isClosed() || pair.server().isClosed()).isFalse();
        nothingWasDropped(pair);
    }

    @Test
    void keysThatChangedBeforeOrAfterASilenceFit() {
        Sim.Pair pair = sim.connect();
        transfer(pair);
        sim.runFor(SILENCE);
        long before = pair.client().core().stats().keyUpdates();
        pair.client().core().updateKeys();
        transfer(pair);
        sim.runFor(SILENCE);
        pair.server().core().updateKeys();
        transfer(pair);

        assertThat(pair.client().core().stats().keyUpdates()).isEqualTo(before + 2);
        assertThat(pair.server().core().stats().keyUpdates()).isEqualTo(before + 2);
        nothingWasDropped(pair);
    }

    @Test
    void aPacketThatIsLostInASilenceIsSentAgainAfterIt() {
        Sim.Pair pair = sim.connect();
        transfer(pair);
        sim.link().cut();
        pair.client().transfers().send(BIDIRECTIONAL, LENGTH);
        pair.client().wake();
        sim.runFor(SILENCE);
        sim.link().mend();

        assertTrue(sim.runUntil(pair::transferred, IDLE), () -> pair + sim.replay());
        nothingWasDropped(pair);
    }

    @Test
    void aSilenceGivesMemoryBack() {
        int count = 100;
        List<Sim.Pair> pairs = Stream.generate(sim::connect).limit(count).toList();
        pairs.forEach(each -> each.client().transfers().send(BIDIRECTIONAL, LENGTH));
        assertTrue(
                sim.runUntil(() -> pairs.stream().allMatch(Sim.Pair::transferred), ofSeconds(5)),
                sim::replay);
        sim.runFor(ofSeconds(2));
        long before = Heap.used();

        sim.runFor(SILENCE);
        assertThat((before - Heap.used()) / (2L * count)).isGreaterThan(GIVEN_BACK);
        pairs.forEach(this::transfer);
    }

    private void transfer(Sim.Pair pair) {
        pair.client().transfers().send(BIDIRECTIONAL, LENGTH);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(10)), () -> pair + sim.replay());
    }

    private static void nothingWasDropped(Sim.Pair pair) {
        for (SimConnection end : List.of(pair.client(), pair.server())) {
            assertThat(end.core().stats().dropped())
                    .doesNotContainKeys(DropReason.NOT_AUTHENTIC, DropReason.KEYS_DISCARDED);
        }
    }
}
