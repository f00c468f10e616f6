package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stream.StreamFairness;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;
import dev.quoll.sim.link.Reordering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// What every controller has to do over a link of 10 Mbit/s and 40 ms.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7
class CongestionTest {
    private static final long BITS_PER_SECOND = 10_000_000;
    private static final int BDP = 50_000;

    private final Sim sim = Sim.seeded(1);

    static Stream<CongestionControl> controls() {
        return Stream.of(
                new CongestionControl.NewReno(),
                new CongestionControl.Cubic(),
                new CongestionControl.Bbr());
    }

    @ParameterizedTest
    @MethodSource("controls")
    void theLinkIsUsed(CongestionControl control) {
        Sim.Pair pair = connect(control, Queue.ofBytes(2 * BDP));
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000_000);
        sim.runFor(ofSeconds(2));
        long before = pair.server().transfers().bytesReceived();
        sim.runFor(ofSeconds(8));

        long bits = 8 * (pair.server().transfers().bytesReceived() - before);
        assertThat(bits).isGreaterThan(8 * BITS_PER_SECOND * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("controls")
    void aNetworkThatMarksIsObeyedWithoutALoss(CongestionControl control) { // RFC 9002 §7.1
        Sim.Pair pair = connect(control, Queue.ofBytes(10 * BDP).markingAbove(BDP / 2));
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000_000);
        sim.runFor(ofSeconds(10));

        assertThat(path(pair).congestionEvents()).isPositive();
        assertThat(path(pair).packetsLost()).isZero();
        assertThat(path(pair).congestionWindow()).isLessThan(4 * BDP);
    }

    @ParameterizedTest
    @MethodSource("controls")
    void reorderingThatWasTakenForLossIsForgiven(CongestionControl control) { // RFC 9438 §4.9
        sim.toServer(new Reordering(0.02, ofMillis(12)));
        Sim.Pair pair = connect(control, Queue.ofBytes(4 * BDP));
        pair.client().transfers().send(UNIDIRECTIONAL, 5_000_000);
        sim.runUntil(pair::transferred, ofSeconds(30));

        assertTrue(pair.transferred(), sim::replay);
        assertThat(path(pair).spuriousCongestionEvents()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void noMoreIsSentThanTheApplicationWants(CongestionControl control) {
        sim.configure(c -> c.withRoute(c.route().withMaxBytesPerSecond(100_000)));
        Sim.Pair pair = connect(control, Queue.ofBytes(2 * BDP));
        pair.client().transfers().send(UNIDIRECTIONAL, 10_000_000);
        sim.runFor(ofSeconds(10));

        assertThat(path(pair).sent().bytes()).isBetween(950_000L, 1_010_000L);
    }

    @ParameterizedTest
    @MethodSource("controls")
    void windowsThatAreSmallAreNotTakenForAnIdleApplication(CongestionControl control) {
        StreamsConfig small =
                new StreamsConfig(
                        40_000, 40_000, 100, 100, 40_000, 40_000, StreamFairness.ROUND_ROBIN);
        sim.configure(c -> c.withStreams(small));
        Sim.Pair pair = connect(control, Queue.ofBytes(2 * BDP));
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000_000);
        sim.runFor(ofSeconds(4));

        if (pair.client().core().congestionState(PathId.ZERO).orElseThrow()
                instanceof CongestionSnapshot.Bbr bbr) {
            assertThat(bbr.state()).isNotEqualTo(CongestionSnapshot.BbrState.STARTUP);
        }
        assertThat(path(pair).packetsLost()).isZero();
        assertThat(pair.server().transfers().bytesReceived()).isGreaterThan(2_000_000);
    }

    @Test
    void theStateOfTheControllerIsKnown() {
        Sim.Pair pair = connect(new CongestionControl.Bbr(), Queue.ofBytes(2 * BDP));
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000_000);
        sim.runFor(ofSeconds(3));

        CongestionSnapshot state = pair.client().core().congestionState(PathId.ZERO).orElseThrow();
        assertThat(state).isInstanceOf(CongestionSnapshot.Bbr.class);
        CongestionSnapshot.Bbr bbr = (CongestionSnapshot.Bbr) state;
        assertThat(bbr.bandwidth()).isBetween(1_200_000L, 1_275_000L);
        assertThat(bbr.minRtt()).isBetween(ofMillis(40), ofMillis(45));
        assertThat(bbr.pacingRate()).isPositive();
    }

    private Sim.Pair connect(CongestionControl control, Queue queue) {
        sim.configure(c -> c.withRoute(c.route().withCongestion(control)))
                .idleTimeout(ofMinutes(2))
                .toServer(new Rate(BITS_PER_SECOND, queue))
                .delay(ofMillis(20));
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(20)), sim::replay);
        return pair;
    }

    private static PathStats path(Sim.Pair pair) {
        return pair.client().core().pathStats(PathId.ZERO).orElseThrow();
    }
}
