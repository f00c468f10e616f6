package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.FrameKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The connection IDs of both ends.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
class ConnectionIdTest {
    private static final int LIMIT = 5; // the default of active_connection_id_limit

    private final Sim sim = Sim.seeded(1).delay(ofMillis(20));

    @Test
    void eachEndGetsAsManyIdsAsItKeeps() {
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(1));
        sim.runFor(ofSeconds(1));

        assertThat(idsReceived(pair, Side.CLIENT)).isEqualTo(LIMIT - 1);
        assertThat(idsReceived(pair, Side.SERVER)).isEqualTo(LIMIT); // the first has no reset token
        assertThat(sim.server().routableIds()).isEqualTo(LIMIT + 1); // and the client's choice
    }

    @Test
    void idsAreReplacedWhenTheirTimeIsOver() { // RFC 9000 §5.1.2
        sim.configure(it -> it.withConnectionIdLifetimeNanos(ofSeconds(2).toNanos()));
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            pair.client().transfers().send(BIDIRECTIONAL, 10_000);
            pair.client().wake();
            sim.runFor(ofSeconds(1));
        }

        assertTrue(pair.transferred() && pair.client().core().isOpen(), sim::replay);
        assertThat(idsReceived(pair, Side.CLIENT)).isGreaterThanOrEqualTo(4 * LIMIT);
        assertThat(idsReceived(pair, Side.SERVER)).isGreaterThanOrEqualTo(4 * LIMIT);
        sim.runFor(ofMillis(200));
        assertThat(sim.server().routableIds()).isEqualTo(LIMIT + 1);
    }

    @Test
    void lostIdsAreSentAgain() {
        sim.with(
                PlainPacket.droppingFirst(
                        2, "NEW_CONNECTION_ID", it -> it.has(NewConnectionIdFrame.class)));
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(1));
        sim.runFor(ofSeconds(1));

        assertThat(idsReceived(pair, Side.CLIENT)).isGreaterThanOrEqualTo(LIMIT - 1);
        assertThat(idsReceived(pair, Side.SERVER)).isGreaterThanOrEqualTo(LIMIT - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 20})
    void aClientsIdsMayHaveAnyLength(int length) {
        sim.connectionIdLength(Side.CLIENT, length);

        exchange();
        exchange();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 18, 20})
    void aServersIdsMayHaveManyLengths(int length) {
        sim.connectionIdLength(Side.SERVER, length);

        exchange();
        exchange();
    }

    @Test
    void manyClientsAreToldApart() {
        Sim.Pair[] pairs = new Sim.Pair[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = sim.connect();
            pairs[i].client().transfers().send(BIDIRECTIONAL, 1_000 + i);
        }

        sim.runFor(ofSeconds(5));

        for (int i = 0; i < pairs.length; i++) {
            assertTrue(pairs[i].transferred(), sim::replay);
            assertThat(pairs[i].server().transfers().bytesReceived()).isEqualTo(1_000 + i);
        }
        assertThat(sim.server().live()).hasSize(pairs.length);
    }

    private void exchange() {
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(5));

        assertTrue(pair.transferred(), () -> sim.replay() + "\n" + pair);
    }

    private static long idsReceived(Sim.Pair pair, Side side) {
        var end = side == Side.CLIENT ? pair.client() : pair.server();
        return end.core().stats().received().frames(FrameKind.NEW_CONNECTION_ID);
    }
}
