package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Sim;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.Predicate;

/// The owner says that the network below the socket has changed.
class NetworkChangeTest {
    private static final PathId FIRST = new PathId(1);
    private static final long UNSTABLE = PathErrorCode.PATH_UNSTABLE_OR_POOR.code();

    private final FrameLog log = new FrameLog();
    private final Sim sim = Sim.seeded(1).configure(it -> it.withMultipath(MultipathConfig.of(4)));

    @Test
    void aClientOfWhichNothingIsKnownReplacesItsPath() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofSeconds(1));

        run.client().core().onNetworkChanged(run.nowNanos());
        run.client().wake();
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(FIRST);
        assertThat(log.sentBy(Side.CLIENT, PathAbandonFrame.class))
                .containsExactly(new PathAbandonFrame(0, UNSTABLE));
        assertThat(reasons(run, Side.CLIENT, PathId.ZERO))
                .containsExactly(new AbandonReason.UnusableAfterNetworkChange());
        completes(run);
    }

    /// The path that is to replace it is not answered.
    @Test
    void aPathIsKeptUntilTheOneInItsPlaceWorks() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofSeconds(1));
        run.line(0).link().back().cut();
        run.client().core().onNetworkChanged(run.nowNanos());
        run.client().wake();
        run.runFor(ofSeconds(8));
        run.line(0).link().mend();
        run.runFor(ofSeconds(2));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
        assertThat(reasons(run, Side.CLIENT, FIRST))
                .containsExactly(new AbandonReason.ValidationFailed());
        completes(run);
    }

    @Test
    void aClientReplacesOnlyWhatCannotRecover() {
        MultipathRun run = opened();
        change(run, Side.CLIENT, isOver(run, 0));
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO, new PathId(2));
        assertThat(reasons(run, Side.CLIENT, FIRST))
                .containsExactly(new AbandonReason.UnusableAfterNetworkChange());
        assertThat(reasons(run, Side.SERVER, FIRST))
                .containsExactly(new AbandonReason.RemoteAbandoned(UNSTABLE));
        completes(run);
    }

    @Test
    void aServerGivesUpWhatCannotRecoverIfItHasMore() {
        MultipathRun run = opened();
        FourTuple zero = run.paths(Side.SERVER).route(PathId.ZERO).orElseThrow();
        change(run, Side.SERVER, zero::equals);
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO);
        assertThat(reasons(run, Side.CLIENT, FIRST))
                .containsExactly(new AbandonReason.RemoteAbandoned(UNSTABLE));
        completes(run);
    }

    @Test
    void aServerKeepsItsOnlyPathWhateverIsSaidOfIt() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofSeconds(1));
        change(run, Side.SERVER, _ -> false);
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO);
        completes(run);
    }

    @Test
    void aServerOfWhichNothingIsKnownAsksOnEveryPath() {
        MultipathRun run = opened();
        long before = run.sent(1).packetsSent();
        run.server().core().onNetworkChanged(run.nowNanos());
        run.server().wake();
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO, FIRST);
        assertThat(run.sent(1).packetsSent()).isGreaterThan(before);
        completes(run);
    }

    private static void change(MultipathRun run, Side side, Predicate<FourTuple> mayRecover) {
        run.end(side).core().onNetworkChanged(mayRecover, run.nowNanos());
        run.end(side).wake();
    }

    private Predicate<FourTuple> isOver(MultipathRun run, int path) {
        FourTuple route = run.paths(Side.CLIENT).route(new PathId(path)).orElseThrow();
        return route::equals;
    }

    private MultipathRun opened() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.openAll();
        run.runFor(ofSeconds(1));
        return run;
    }

    private static void completes(MultipathRun run) {
        run.request(100_000);
        run.complete(ofSeconds(10));
        run.runFor(ofMillis(100));
        assertThat(run.client().isClosed() || run.server().isClosed()).isFalse();
    }

    private static List<AbandonReason> reasons(MultipathRun run, Side side, PathId id) {
        return run.events(side, id).stream()
                .filter(PathEvent.Abandoned.class::isInstance)
                .map(event -> ((PathEvent.Abandoned) event).reason())
                .toList();
    }
}
