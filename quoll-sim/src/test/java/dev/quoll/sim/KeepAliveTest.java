package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.Traffic;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/// Connections that break their silence before it ends them.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.1.2 RFC 9000, section 10.1.2
class KeepAliveTest {
    private static final Duration IDLE = ofSeconds(10);
    private static final Duration INTERVAL = ofSeconds(3);

    private final Sim sim = Sim.seeded(1).delay(ofMillis(20)).idleTimeout(IDLE);

    @ParameterizedTest
    @EnumSource
    void aQuietConnectionOutlivesItsIdleTimeoutByOnePacketInEachInterval(Side side) {
        keepAlive(side);
        Sim.Pair pair = quiet();
        SimConnection keeper = side == Side.CLIENT ? pair.client() : pair.server();
        SimConnection other = side == Side.CLIENT ? pair.server() : pair.client();
        long before = breaks(keeper);
        long othersBefore = breaks(other);

        sim.runFor(INTERVAL.multipliedBy(20));

        assertThat(pair.client().isClosed() || pair.server().isClosed()).isFalse();
        assertThat(breaks(keeper) - before).isBetween(19L, 20L); // the answer begins the next one
        assertThat(breaks(other)).isEqualTo(othersBefore);
    }

    @Test
    void withoutItSilenceEndsAConnectionThatWorks() {
        Sim.Pair pair = quiet();

        assertTrue(sim.runUntil(pair::drained, IDLE.plusSeconds(1)), sim::replay);

        assertThat(pair.client().closeCause()).contains(new CloseCause.TimedOut());
        assertThat(pair.server().closeCause()).contains(new CloseCause.TimedOut());
    }

    @Test
    void whoIsTalkedToKeepsQuiet() {
        keepAlive(Side.CLIENT);
        Sim.Pair pair = quiet();
        long before = breaks(pair.client());

        for (int i = 0; i < 20; i++) {
            pair.server().transfers().send(UNIDIRECTIONAL, 10);
            pair.server().wake();
            sim.runFor(ofSeconds(1));
        }

        assertThat(breaks(pair.client())).isEqualTo(before);
    }

    @Test
    void aPeerThatIsGoneIsGivenUpAllTheSame() {
        keepAlive(Side.CLIENT);
        Sim.Pair pair = quiet();
        sim.link().cut();

        assertTrue(sim.runUntil(pair::drained, IDLE.plus(INTERVAL)), sim::replay);

        assertThat(pair.client().closeCause()).contains(new CloseCause.TimedOut());
    }

    private void keepAlive(Side side) {
        sim.configure(side, config -> config.withKeepAliveNanos(INTERVAL.toNanos()));
    }

    /// A connection that has done all it does by itself after the handshake.
    private Sim.Pair quiet() {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        sim.runFor(ofSeconds(1));
        return pair;
    }

    /// Packets that only ask for an acknowledgment; at once, where the peer knows the word for it.
    private static long breaks(SimConnection end) {
        Traffic sent = end.core().stats().sent();
        return sent.frames(FrameKind.PING) + sent.frames(FrameKind.IMMEDIATE_ACK);
    }
}
