package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

/// How paths end, and what becomes of the connection.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.4
class PathClosingTest {
    private static final PathId FIRST = new PathId(1);
    private static final long CODE = 17;

    private final FrameLog log = new FrameLog();
    private final Sim sim = Sim.seeded(1).configure(it -> it.withMultipath(MultipathConfig.of(4)));

    @ParameterizedTest
    @EnumSource
    void bothSidesMayCloseAPath(Side side) {
        MultipathRun run = opened();
        assertThat(close(run, side, FIRST)).isEmpty();
        run.runFor(ofSeconds(5));

        assertThat(reasons(run, side, FIRST))
                .containsExactly(new AbandonReason.ApplicationClosed(CODE));
        assertThat(reasons(run, side.peer(), FIRST))
                .containsExactly(new AbandonReason.RemoteAbandoned(CODE));
        for (Side each : Side.values()) {
            List<PathEvent> events = run.events(each, FIRST);
            assertThat(events.getFirst()).isEqualTo(new PathEvent.Established(FIRST));
            assertThat(events.getLast()).isInstanceOf(PathEvent.Discarded.class);
            assertThat(run.paths(each).paths()).containsExactly(PathId.ZERO);
            assertThat(log.sentBy(each, PathAbandonFrame.class))
                    .extracting(PathAbandonFrame::pathId)
                    .contains(1L);
        }
        assertThat(log.over(1, PathAbandonFrame.class)).isEmpty(); // the other path carries it
    }

    @Test
    void nothingIsSentOnAPathThatIsClosed() {
        MultipathRun run = opened();
        run.request(1_000_000);
        run.runFor(ofMillis(500));
        close(run, Side.CLIENT, FIRST);
        run.runFor(ofMillis(1)); // PATH_ABANDON is sent now
        long before = run.line(1).link().there().passed();
        run.runFor(ofMillis(31)); // what was on its way arrives
        long after = run.line(1).link().there().passed();
        run.complete(ofSeconds(30));

        assertThat(run.line(1).link().there().passed()).isEqualTo(after);
        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Test
    void aPathIsClosedOnce() {
        MultipathRun run = opened();
        close(run, Side.CLIENT, FIRST);

        assertThat(close(run, Side.CLIENT, FIRST)).contains(PathFailure.CLOSED_PATH);
        assertThat(close(run, Side.CLIENT, new PathId(3))).contains(PathFailure.CLOSED_PATH);
    }

    @ParameterizedTest
    @EnumSource
    void theLastPathCannotBeClosed(Side side) {
        MultipathRun run = opened();
        close(run, Side.CLIENT, PathId.ZERO);
        run.runFor(ofSeconds(1));

        assertThat(close(run, side, FIRST)).contains(PathFailure.LAST_OPEN_PATH);
        run.request(100_000);
        run.complete(ofSeconds(10));
    }

    @Test
    void aTransferGoesOnWithoutAPath() {
        for (PathId closed : List.of(PathId.ZERO, FIRST)) {
            for (Side side : Side.values()) {
                Sim fresh = Sim.seeded(2).configure(it -> it.withMultipath(MultipathConfig.of(4)));
                MultipathRun run = MultipathRun.over(fresh, wire(40), wire(60));
                run.request(3_000_000);
                run.openAll();
                run.runFor(ofMillis(100));
                assertThat(run.client().transfers().isDone()).isFalse();
                close(run, side, closed);
                run.complete(ofSeconds(30));
            }
        }
    }

    @Test
    void aLostAbandonIsSentAgain() {
        sim.toServer(
                PlainPacket.droppingFirst(2, "PATH_ABANDON", it -> it.has(PathAbandonFrame.class)));
        MultipathRun run = opened();
        close(run, Side.CLIENT, FIRST);
        run.runFor(ofSeconds(5));

        assertThat(reasons(run, Side.SERVER, FIRST))
                .containsExactly(new AbandonReason.RemoteAbandoned(CODE));
    }

    @Test
    void whoeverIsLeftWithoutAPathEndsTheConnectionAfterAWhile() {
        MultipathRun run = opened();
        close(run, Side.CLIENT, PathId.ZERO);
        close(run, Side.SERVER, FIRST); // they cross
        run.runFor(ofSeconds(10));

        for (Side side : Side.values()) {
            assertThat(reasons(run, side, PathId.ZERO)).hasSize(1);
            assertThat(reasons(run, side, FIRST)).hasSize(1);
            assertThat(run.end(side).isClosed()).as(run.describe()).isTrue();
        }
        assertThat(run.client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        cause ->
                                assertThat(cause.code())
                                        .isEqualTo(TransportErrorCode.NO_VIABLE_PATH.code()));
        run.runFor(ofSeconds(10));
        assertThat(sim.server().routableIds()).isZero();
    }

    @Test
    void aClientThatIsLeftWithoutAPathMayOpenAnother() {
        MultipathRun run = opened();
        close(run, Side.CLIENT, PathId.ZERO);
        close(run, Side.SERVER, FIRST);
        run.runUntil(() -> run.client().core().multipath().paths().isEmpty(), ofSeconds(1));
        PathId id = run.established(1);
        run.runFor(ofSeconds(10));

        assertThat(run.paths(Side.SERVER).paths()).containsExactly(id);
        run.request(100_000);
        run.complete(ofSeconds(10));
    }

    /// One that is being tried is enough to go on with.
    @Test
    void thePeerMayCloseTheOnlyPathThatWorks() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60), wire(80));
        run.confirm();
        run.established(1);
        run.line(2).link().back().cut();
        PathId mute = run.open(run.line(2), PathStatus.AVAILABLE);
        run.runFor(ofMillis(100)); // the server has heard of it
        close(run, Side.CLIENT, FIRST);
        close(run, Side.SERVER, PathId.ZERO);
        run.runFor(ofMillis(100));

        assertThat(reasons(run, Side.CLIENT, PathId.ZERO))
                .containsExactly(new AbandonReason.RemoteAbandoned(CODE));
        assertThat(reasons(run, Side.SERVER, FIRST))
                .containsExactly(new AbandonReason.RemoteAbandoned(CODE));
        run.line(2).link().mend();
        run.awaitEstablished(mute);
        run.request(100_000);
        run.complete(ofSeconds(10));
    }

    /// The one that was left is tried in vain.
    @Test
    void aConnectionEndsWhenTheLastPathCannotBeProved() {
        sim.idleTimeout(ofSeconds(100));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.confirm();
        run.runFor(ofSeconds(1));
        run.line(1).link().back().cut();
        run.open(run.line(1), PathStatus.AVAILABLE);
        run.runFor(ofMillis(100));
        close(run, Side.CLIENT, PathId.ZERO);
        run.runUntil(run.pair()::drained, ofSeconds(30));

        assertThat(reasons(run, Side.CLIENT, FIRST))
                .containsExactly(new AbandonReason.ValidationFailed());
        assertThat(sim.server().routableIds()).isZero();
    }

    @Test
    void theLastFiguresOfAPathAreComplete() {
        MultipathRun run = opened();
        run.request(2_000_000);
        run.complete(ofSeconds(30));
        PathStats before = run.sent(1);
        close(run, Side.CLIENT, FIRST);
        run.runFor(ofSeconds(10));

        PathEvent.Discarded discarded =
                (PathEvent.Discarded) run.events(Side.SERVER, FIRST).getLast();
        assertThat(discarded.stats().sent().frames(FrameKind.STREAM))
                .isEqualTo(before.sent().frames(FrameKind.STREAM))
                .isPositive();
        assertThat(discarded.stats().sent().bytes()).isGreaterThanOrEqualTo(before.sent().bytes());
        assertThat(run.server().core().stats().sent().bytes())
                .isEqualTo(run.sent(0).sent().bytes() + discarded.stats().sent().bytes());
    }

    @Test
    void whatIsStillOnItsWayFromAClosedPathIsTaken() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(20), wire(400));
        run.openAll();
        run.request(1_000_000);
        run.runFor(ofMillis(300));
        close(run, Side.CLIENT, FIRST);
        run.complete(ofSeconds(30));
        run.runFor(ofSeconds(10));

        assertThat(run.client().isClosed() || run.server().isClosed()).isFalse();
        assertThat(run.client().core().stats().dropped()).isEmpty();
    }

    @Test
    void idsThatCameTooLateForAPathAreForgotten() {
        sim.configure(it -> it.withConnectionIdLifetimeNanos(ofSeconds(1).toNanos()));
        MultipathRun run = MultipathRun.watched(sim, log, wire(200), wire(20));
        run.openAll();
        for (int i = 0; i < 20; i++) { // some in the middle of a change of IDs
            PathId id = run.established(1);
            run.runFor(ofMillis(137));
            close(run, Side.CLIENT, id);
            run.runFor(ofSeconds(1));
        }

        assertThat(run.client().isClosed() || run.server().isClosed()).as(run.describe()).isFalse();
    }

    private Optional<PathFailure> close(MultipathRun run, Side side, PathId id) {
        return run.paths(side).close(id, CODE, run.nowNanos());
    }

    private static List<AbandonReason> reasons(MultipathRun run, Side side, PathId id) {
        return run.events(side, id).stream()
                .filter(PathEvent.Abandoned.class::isInstance)
                .map(event -> ((PathEvent.Abandoned) event).reason())
                .toList();
    }

    private MultipathRun opened() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.openAll();
        run.runFor(ofSeconds(1));
        return run;
    }
}
