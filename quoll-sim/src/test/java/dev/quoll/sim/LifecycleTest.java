package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.sim.application.Transfers.Reading.AT_ONCE;
import static dev.quoll.sim.application.Transfers.Reading.PAUSED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.Side;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// How connections end.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10 RFC 9000, section 10
class LifecycleTest {
    private static final Duration ONE_WAY = ofMillis(20);
    private static final Duration IDLE = ofSeconds(10);
    private static final byte[] REASON = "done".getBytes(StandardCharsets.UTF_8);

    private final Sim sim = Sim.seeded(1).delay(ONE_WAY).idleTimeout(IDLE);

    @Test
    void aCloseDeliversCodeAndReasonAndLeavesNothingBehind() {
        Sim.Pair pair = confirmed();

        pair.client().close(17, "done");
        sim.runUntil(pair::drained, ofSeconds(5));

        assertTrue(pair.drained(), sim::replay);
        assertThat(pair.client().closeCause()).contains(new CloseCause.LocallyClosed(17));
        assertThat(pair.server().closeCause())
                .contains(new CloseCause.ApplicationClosed(17, REASON));
        assertNothingIsLeft();
    }

    @Test
    void aServerDrainsAfterHalfARoundTripAndTheClientOfACloseAfterAWhole() {
        Sim.Pair pair = confirmed();
        Duration begin = sim.elapsed();

        pair.client().close(0, "");
        sim.runUntil(() -> pair.server().isClosed(), ofSeconds(1));

        assertThat(sim.elapsed().minus(begin)).isEqualTo(ONE_WAY);
        assertThat(pair.server().isDrained()).isFalse();
        assertThat(pair.client().isDrained()).isFalse();
    }

    @Test
    void whoClosesIsDoneThreeProbeTimeoutsLater() { // RFC 9000 §10.2
        Sim.Pair pair = confirmed();
        long waitNanos = 3 * pair.client().core().ptoNanos();
        Duration begin = sim.elapsed();

        pair.client().close(0, "");
        sim.runUntil(() -> pair.client().isDrained(), ofSeconds(5));

        assertThat(sim.elapsed().minus(begin)).isEqualTo(Duration.ofNanos(waitNanos));
    }

    /// The server learns that an application gave up, and not why: its packets can be read by all.
    @Test
    void aClientThatClosesBeforeItsFirstFlightTellsTheServer() {
        Sim.Pair pair = sim.connect();

        pair.client().close(9, "secret");
        sim.runUntil(pair::drained, ofSeconds(60));

        assertTrue(pair.drained(), () -> sim.replay() + pair);
        assertApplicationError(pair.server());
    }

    @Test
    void aClientThatClosesAfterItsFirstFlightTellsTheServer() {
        Sim.Pair pair = sim.connect();
        sim.runFor(ofMillis(1));

        pair.client().close(9, "secret");
        sim.runUntil(pair::drained, ofSeconds(60));

        assertTrue(pair.drained(), () -> sim.replay() + pair);
        assertApplicationError(pair.server());
    }

    @Test
    void aServerThatClosesAtOnceTellsTheClient() {
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.close(9, "secret"));

        sim.runUntil(pair::drained, ofSeconds(60));

        assertTrue(pair.drained(), () -> sim.replay() + pair);
        assertApplicationError(pair.client());
    }

    @ParameterizedTest
    @EnumSource
    void eitherSideMayCloseAtAnyTimeOfAHandshake(Side side) {
        for (int millis = 0; millis <= 120; millis += 5) {
            Sim each = Sim.seeded(millis + 1).delay(ONE_WAY).idleTimeout(IDLE);
            Sim.Pair pair = each.connect();
            pair.client().transfers().send(UNIDIRECTIONAL, 20_000);
            each.runFor(ofMillis(millis));

            end(pair, side).close(5, "enough");
            each.runUntil(pair::drained, ofSeconds(30));

            String context = "at " + millis + " ms: " + pair;
            assertTrue(pair.drained(), () -> each.replay() + context);
            assertThat(each.elapsed()).as(context).isLessThan(ofSeconds(8)); // not by silence
            assertThat(each.server().routableIds()).as(context).isZero();
        }
    }

    private static SimConnection end(Sim.Pair pair, Side side) {
        return side == Side.CLIENT
                ? pair.client()
                : pair.serverIfAny().orElse(pair.client()); // there is none in the first 20 ms
    }

    @Test
    void bothSidesMayCloseAtOnce() {
        Sim.Pair pair = confirmed();

        pair.client().close(1, "one");
        pair.server().close(2, "two");
        sim.runUntil(pair::drained, ofSeconds(5));

        assertTrue(pair.drained(), sim::replay);
        assertThat(pair.client().closeCause()).contains(new CloseCause.LocallyClosed(1));
        assertThat(pair.server().closeCause()).contains(new CloseCause.LocallyClosed(2));
        assertOneClose(pair.client());
        assertOneClose(pair.server());
    }

    @Test
    void aCloseThatIsLostIsRepeatedWhenThePeerGoesOn() {
        Sim.Pair pair = confirmed();
        pair.server().transfers().send(UNIDIRECTIONAL, 10_000_000);
        pair.server().wake();
        sim.runFor(ofMillis(100));

        sim.link().there().cut();
        pair.client().close(3, "");
        sim.runFor(ofMillis(10));
        sim.link().there().mend();
        sim.runUntil(pair::closed, ofSeconds(1));

        assertThat(pair.server().closeCause())
                .contains(new CloseCause.ApplicationClosed(3, new byte[0]));
    }

    @Test
    void whatWasReceivedStaysReadableAfterTheClose() {
        Sim.Pair pair = confirmed();
        sim.server().live().getFirst().transfers().setReading(PAUSED);
        pair.client().transfers().send(UNIDIRECTIONAL, 5_000);
        pair.client().wake();
        sim.runFor(ofMillis(100));
        pair.client().close(0, "");
        sim.runUntil(pair::closed, ofSeconds(1));

        pair.server().transfers().setReading(AT_ONCE);
        pair.server().transfers().turn();

        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(5_000);
    }

    @Test
    void silenceEndsBothSidesAfterTheIdleTimeout() {
        Sim.Pair pair = confirmed();
        sim.runFor(ofSeconds(2));
        Duration begin = sim.elapsed();
        sim.link().cut();

        sim.runUntil(pair::drained, ofSeconds(60));

        assertTrue(pair.drained(), sim::replay);
        assertThat(sim.elapsed().minus(begin)).isBetween(IDLE.minusSeconds(2), IDLE);
        assertThat(pair.client().closeCause()).contains(new CloseCause.TimedOut());
        assertThat(pair.server().closeCause()).contains(new CloseCause.TimedOut());
        assertNothingIsLeft();
    }

    @Test
    void theSmallerIdleTimeoutCounts() {
        sim.configure(
                Side.SERVER, config -> config.withMaxIdleTimeoutNanos(ofSeconds(3).toNanos()));
        Sim.Pair pair = confirmed();

        sim.runUntil(pair::drained, ofSeconds(60));

        assertThat(sim.elapsed()).isBetween(ofSeconds(3), ofSeconds(4));
    }

    @Test
    void silenceEndsBothSidesInEveryStateOfAHandshake() {
        for (int millis = 0; millis <= 120; millis += 5) {
            Sim each = Sim.seeded(millis + 1).delay(ONE_WAY).idleTimeout(IDLE);
            Sim.Pair pair = each.connect();
            pair.client().transfers().send(UNIDIRECTIONAL, 20_000);
            each.runFor(ofMillis(millis));
            each.link().cut();

            each.runFor(ofSeconds(30));

            String context = "cut at " + millis + " ms: " + pair;
            assertThat(pair.client().isDrained()).as(context).isTrue();
            assertThat(pair.client().closeCause()).as(context).contains(new CloseCause.TimedOut());
            assertThat(each.server().live()).as(context).isEmpty();
            assertThat(each.server().routableIds()).as(context).isZero();
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAfterTheIdleTimeout() {
        Sim.Pair pair = sim.connect();
        sim.link().cut();

        sim.runUntil(() -> pair.client().isDrained(), ofSeconds(60));

        assertThat(sim.elapsed()).isBetween(IDLE, IDLE.multipliedBy(2));
        assertThat(pair.client().closeCause()).contains(new CloseCause.TimedOut());
    }

    @Test
    void aConnectionThatIsUsedOutlivesItsIdleTimeout() {
        Sim.Pair pair = confirmed();
        for (int i = 0; i < 10; i++) {
            sim.runFor(IDLE.minusSeconds(1));
            pair.client().transfers().send(UNIDIRECTIONAL, 10);
            pair.client().wake();
        }

        sim.runFor(ofSeconds(1));

        assertThat(pair.client().isClosed()).isFalse();
        assertThat(pair.server().isClosed()).isFalse();
    }

    @Test
    void aQuietConnectionSendsNothing() {
        confirmed();
        sim.runFor(ofSeconds(1));
        long sent = sim.network().trace().sent();

        sim.runFor(ofSeconds(5));

        assertThat(sim.network().trace().sent()).isEqualTo(sent);
    }

    private Sim.Pair confirmed() {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        return pair;
    }

    private void assertNothingIsLeft() {
        assertThat(sim.server().live()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
    }

    private static void assertOneClose(SimConnection end) {
        assertThat(end.events()).filteredOn(it -> it instanceof ConnectionEvent.Closed).hasSize(1);
    }

    private static void assertApplicationError(SimConnection end) {
        assertThat(end.closeCause())
                .contains(
                        new CloseCause.PeerTransportClose(
                                TransportErrorCode.APPLICATION_ERROR.code(), 0, ""));
    }
}
