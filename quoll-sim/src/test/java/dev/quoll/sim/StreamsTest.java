package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.sim.application.Transfers.Reading.AT_ONCE;
import static dev.quoll.sim.application.Transfers.Reading.PAUSED;
import static dev.quoll.sim.application.Transfers.Reading.UNORDERED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.sim.application.Incoming;
import dev.quoll.sim.application.Outgoing;
import dev.quoll.sim.application.Transfers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/// What streams do between two ends.
class StreamsTest {
    private static final Duration ONE_WAY = ofMillis(20);

    private final Sim sim = Sim.seeded(1).delay(ONE_WAY);

    @Test
    void aResetReachesThePeerWithItsCode() {
        resetAndCheck();
    }

    private void resetAndCheck() {
        Sim.Pair pair = confirmed();
        pair.server().transfers().setReading(PAUSED);
        Outgoing sent = send(pair, Side.CLIENT, 10_000_000);
        sim.runFor(ofMillis(50));

        pair.client().transfers().reset(sent, 77);
        pair.client().wake();
        sim.runFor(ofMillis(100));
        resume(pair);

        assertThat(only(pair.server().transfers()).resetCode()).hasValue(77);
        assertThat(sent.isDelivered()).isTrue();
    }

    @Test
    void aLostResetIsSentAgain() {
        sim.toServer(PlainPacket.droppingFirst(2, "RESET", it -> it.has(ResetStreamFrame.class)));
        resetAndCheck();
    }

    @Test
    void aStopReachesTheSenderWithItsCodeAndIsAnsweredWithAReset() {
        stopAndCheck();
    }

    private void stopAndCheck() {
        Sim.Pair pair = confirmed();
        Outgoing sent = send(pair, Side.CLIENT, 10_000_000);
        sim.runFor(ofMillis(50));

        Incoming incoming = only(pair.server().transfers());
        pair.server().transfers().stop(incoming, 78);
        pair.server().wake();
        sim.runFor(ofSeconds(1));

        assertThat(sent.stopCode()).hasValue(78);
        assertThat(sent.isDelivered()).isTrue(); // the reset
        assertThat(pair.server().core().stats().received().frames(FrameKind.RESET_STREAM))
                .isEqualTo(1);
    }

    @Test
    void aLostStopIsSentAgain() {
        sim.toClient(PlainPacket.droppingFirst(2, "STOP", it -> it.has(StopSendingFrame.class)));
        stopAndCheck();
    }

    @Test
    void aStopAloneOpensABidirectionalStreamAtThePeer() {
        Sim.Pair pair = confirmed();
        long id = pair.client().core().streams().open(BIDIRECTIONAL).orElseThrow();

        pair.client().core().streams().stop(id, 5);
        pair.client().wake();
        sim.runFor(ofMillis(100));

        assertThat(only(pair.server().transfers()).id()).isEqualTo(id);
    }

    @Test
    void aLaterStreamOpensThoseBeforeIt() {
        Sim.Pair pair = confirmed();
        for (int i = 0; i < 4; i++) {
            pair.client().core().streams().open(UNIDIRECTIONAL).orElseThrow();
        }
        pair.client().transfers().send(UNIDIRECTIONAL, 10);
        pair.client().wake();
        sim.runFor(ofMillis(100));

        List<Long> opened =
                pair.server().transfers().incoming().stream().map(Incoming::id).toList();
        assertThat(opened).containsExactly(2L, 6L, 10L, 14L, 18L);
    }

    @Test
    void creditForStreamsReturnsOnlyAfterTheApplicationSawThemEnd() {
        openPastTheLimitAndCheck();
    }

    private void openPastTheLimitAndCheck() {
        limit(new StreamsConfig(1 << 20, 1 << 20, 3, 3, 1 << 20));
        Sim.Pair pair = confirmed();
        pair.server().transfers().setReading(PAUSED);
        for (int i = 0; i < 6; i++) {
            pair.client().transfers().send(UNIDIRECTIONAL, 10);
        }
        pair.client().wake();

        sim.runFor(ofSeconds(1));
        assertThat(opened(pair.client().transfers())).isEqualTo(3);
        assertThat(pair.client().core().stats().sent().frames(FrameKind.STREAMS_BLOCKED))
                .isPositive();

        resume(pair);
        assertThat(opened(pair.client().transfers())).isEqualTo(6);
        assertTrue(pair.transferred(), sim::replay);
    }

    @Test
    void aLostGrantOfStreamsIsSentAgain() {
        sim.toClient(
                PlainPacket.droppingFirst(2, "MAX_STREAMS", it -> it.has(MaxStreamsFrame.class)));
        openPastTheLimitAndCheck();
    }

    @Test
    void aSenderUnderItsLimitIsNotCalledBlocked() {
        Sim.Pair pair = confirmed();
        for (int i = 0; i < 100; i++) {
            pair.client().transfers().send(UNIDIRECTIONAL, 100);
        }
        pair.client().wake();
        sim.runUntil(pair::transferred, ofSeconds(5));

        assertTrue(pair.transferred(), sim::replay);
        assertThat(pair.client().core().stats().sent().frames())
                .doesNotContainKeys(
                        FrameKind.STREAMS_BLOCKED,
                        FrameKind.DATA_BLOCKED,
                        FrameKind.STREAM_DATA_BLOCKED);
    }

    @Test
    void aStreamStopsAtItsWindowAndGoesOnWhenItIsRead() {
        limit(new StreamsConfig(1 << 20, 10_000, 10, 10, 1 << 20));
        Sim.Pair pair = confirmed();
        pair.server().transfers().setReading(PAUSED);
        send(pair, Side.CLIENT, 25_000);
        sim.runFor(ofSeconds(1));
        assertThat(pair.client().core().streams().bytesSent()).isEqualTo(10_000);
        assertThat(pair.client().core().stats().sent().frames(FrameKind.STREAM_DATA_BLOCKED))
                .isPositive();

        resume(pair);

        assertTrue(pair.transferred(), () -> sim.replay() + pair);
        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(25_000);
    }

    @Test
    void aConnectionStopsAtItsWindowAndGoesOnWhenItIsRead() {
        limit(new StreamsConfig(10_000, 1 << 20, 10, 10, 1 << 20));
        Sim.Pair pair = confirmed();
        pair.server().transfers().setReading(PAUSED);
        send(pair, Side.CLIENT, 7_000);
        send(pair, Side.CLIENT, 7_000);
        sim.runFor(ofSeconds(1));
        assertThat(pair.client().core().streams().bytesSent()).isEqualTo(10_000);
        assertThat(pair.client().core().stats().sent().frames(FrameKind.DATA_BLOCKED)).isPositive();

        resume(pair);

        assertTrue(pair.transferred(), () -> sim.replay() + pair);
    }

    @Test
    void anEndIsNotDeliveredBeforeItIsAcknowledged() {
        Sim.Pair pair = confirmed();
        Outgoing sent = send(pair, Side.CLIENT, 100);

        sim.runFor(ONE_WAY);
        assertThat(pair.server().transfers().endedCount()).isEqualTo(1);
        assertThat(sent.isDelivered()).isFalse();
        sim.runFor(ONE_WAY.plus(ofMillis(25))); // max_ack_delay

        assertThat(sent.isDelivered()).isTrue();
    }

    @Test
    void anEndIsNotDeliveredWhileDataBeforeItIsMissing() {
        sim.toServer(PlainPacket.droppingFirst(1, "STREAM", it -> it.has(StreamFrame.class)));
        Sim.Pair pair = confirmed();
        Outgoing sent = send(pair, Side.CLIENT, 5_000);

        sim.runFor(ONE_WAY.multipliedBy(2));
        assertThat(sent.isDelivered()).isFalse();
        sim.runFor(ofMillis(300));

        assertThat(sent.isDelivered()).isTrue();
        assertThat(pair.server().transfers().endedCount()).isEqualTo(1);
    }

    @Test
    void whoReadsOutOfOrderDoesNotWaitForWhatIsLost() {
        sim.toServer(PlainPacket.droppingFirst(1, "STREAM", it -> it.has(StreamFrame.class)));
        Sim.Pair pair = confirmed();
        pair.server().transfers().setReading(UNORDERED);
        send(pair, Side.CLIENT, 5_000);

        sim.runFor(ONE_WAY.plus(ofMillis(1)));
        long early = pair.server().transfers().bytesReceived();
        assertThat(early).isBetween(1L, 4_999L);
        sim.runFor(ofMillis(300));

        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(5_000);
        assertThat(pair.server().transfers().endedCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsReadOutOfOrderComesOnceThroughSmallWindowsAndLoss(long seed) {
        Sim lossy = Sim.seeded(seed).delay(ONE_WAY).loss(0.1);
        lossy.configure(
                Side.SERVER,
                config -> config.withStreams(new StreamsConfig(20_000, 8_000, 9, 9, 1 << 20)));
        Sim.Pair pair = lossy.connect();
        assertTrue(lossy.runUntil(pair::confirmed, ofSeconds(30)), lossy::replay);
        pair.server().transfers().setReading(UNORDERED);
        for (int i = 0; i < 4; i++) {
            send(pair, Side.CLIENT, 100_000);
        }
        lossy.runUntil(pair::transferred, ofMinutes(2));

        assertTrue(pair.transferred(), () -> lossy.replay() + pair);
        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(400_000);
    }

    @Test
    void requestsGoOnFarPastTheFirstWindows() {
        limit(new StreamsConfig(20_000, 5_000, 2, 2, 1 << 20));
        Sim.Pair pair = confirmed();
        pair.server().transfers().answerWith(3_000);
        for (int i = 0; i < 50; i++) {
            pair.client().transfers().send(BIDIRECTIONAL, 3_000);
        }
        pair.client().wake();
        sim.runUntil(pair::transferred, ofSeconds(60));

        assertTrue(pair.transferred(), () -> sim.replay() + pair);
        assertThat(pair.client().transfers().bytesReceived()).isEqualTo(150_000);
    }

    private void limit(StreamsConfig streams) {
        sim.configure(Side.SERVER, config -> config.withStreams(streams));
    }

    private Sim.Pair confirmed() {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        sim.runFor(ofMillis(200)); // all acknowledged, all IDs exchanged
        return pair;
    }

    private static Outgoing send(Sim.Pair pair, Side side, long length) {
        var end = side == Side.CLIENT ? pair.client() : pair.server();
        Outgoing sent = end.transfers().send(UNIDIRECTIONAL, length);
        end.wake();
        return sent;
    }

    private void resume(Sim.Pair pair) {
        pair.server().transfers().setReading(AT_ONCE);
        pair.server().wake();
        sim.runFor(ofSeconds(3));
    }

    private static long opened(Transfers transfers) {
        return transfers.outgoing().stream().filter(it -> it.id().isPresent()).count();
    }

    private static Incoming only(Transfers transfers) {
        assertThat(transfers.incoming()).hasSize(1);
        return transfers.incoming().iterator().next();
    }
}
