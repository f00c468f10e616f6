package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PathsBlockedFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Sieve;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a client gets another path, and what becomes of it where that fails.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.1
class PathOpeningTest {
    private static final int PATHS = 4;
    private static final PathId FIRST = new PathId(1);
    private static final long UNSTABLE = PathErrorCode.PATH_UNSTABLE_OR_POOR.code();

    private final FrameLog log = new FrameLog();
    private final Sim sim =
            Sim.seeded(1).configure(it -> it.withMultipath(MultipathConfig.of(PATHS)));

    @Test
    void bothSidesLearnThatTheyAreReached() {
        MultipathRun run = run(wire(60));
        run.openAll();

        for (Side side : Side.values()) {
            assertThat(run.events(side, FIRST)).startsWith(new PathEvent.Established(FIRST));
            assertThat(run.paths(side).paths()).containsExactly(PathId.ZERO, FIRST);
        }
        FourTuple client = sim.routeOver(run.line(1));
        assertThat(run.paths(Side.CLIENT).route(FIRST)).contains(client);
        FourTuple server = run.paths(Side.SERVER).route(FIRST).orElseThrow();
        assertThat(server.remote().getAddress()).isEqualTo(run.line(1).nearAddress());
        assertThat(server.local()).contains(run.line(1).farAddress());
        assertThat(log.over(1, PathChallengeFrame.class)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(log.over(1, PathResponseFrame.class)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(log.over(0, PathChallengeFrame.class)).isEmpty();
    }

    @Test
    void itTakesOneRoundTrip() {
        MultipathRun run = run(wire(60));
        run.confirm();
        run.runFor(ofSeconds(1));
        long begun = run.nowNanos();
        PathId id = run.open(run.line(1), PathStatus.AVAILABLE);
        run.awaitEstablished(id);

        assertThat(Duration.ofNanos(run.nowNanos() - begun)).isLessThan(ofMillis(60 + 60));
    }

    @Test
    void dataGoesOverAllOfThem() {
        MultipathRun run = run(wire(60));
        run.request(2_000_000);
        run.openAll();
        run.complete(ofSeconds(30));

        assertThat(run.sent(0).sent().frames(FrameKind.STREAM)).isPositive();
        assertThat(run.sent(1).sent().frames(FrameKind.STREAM)).isPositive();
    }

    @Test
    void severalPathsMayShareARoute() { // Multipath §5.2
        MultipathRun run = run(wire(60));
        run.openAll();
        PathId second = run.established(1);
        PathId third = run.established(0);

        assertThat(run.paths(Side.SERVER).paths())
                .containsExactly(PathId.ZERO, FIRST, second, third);
    }

    @Test
    void onlyClientsOpenPaths() {
        MultipathRun run = run(wire(60));
        run.confirm();
        FourTuple route = run.server().core().route();

        assertThat(run.paths(Side.SERVER).open(route, PathStatus.AVAILABLE, run.nowNanos()))
                .isEqualTo(new PathOpening.Failed(PathFailure.SERVER_SIDE_NOT_ALLOWED));
    }

    @Test
    void anAddressWithoutAPortLeadsNowhere() {
        MultipathRun run = run(wire(60));
        run.confirm();
        InetSocketAddress server = new InetSocketAddress(run.line(1).farAddress(), 0);

        assertThat(
                        run.paths(Side.CLIENT)
                                .open(FourTuple.to(server), PathStatus.AVAILABLE, run.nowNanos()))
                .isEqualTo(new PathOpening.Failed(PathFailure.INVALID_REMOTE_ADDRESS));
    }

    @Test
    void keysMayChangeMeanwhile() {
        MultipathRun run = run(wire(60));
        run.request(1_000_000);
        run.confirm();
        run.client().core().updateKeys();
        PathId id = run.open(run.line(1), PathStatus.AVAILABLE);
        run.server().core().updateKeys();
        run.awaitEstablished(id);
        run.complete(ofSeconds(30));

        assertThat(run.client().core().stats().keyUpdates()).isPositive();
        assertThat(run.client().core().stats().dropped()).isEmpty();
        assertThat(run.server().core().stats().dropped()).isEmpty();
    }

    @Test
    void aServerThatIsNotReachedIsGivenUp() {
        MultipathRun run = run(wire(60));
        run.confirm();
        run.line(1).link().there().cut();
        run.open(run.line(1), PathStatus.AVAILABLE);
        awaitAbandoned(run, Side.CLIENT);
        run.runFor(ofSeconds(10));

        assertThat(run.events(Side.CLIENT, FIRST))
                .startsWith(new PathEvent.Abandoned(FIRST, new AbandonReason.ValidationFailed()));
        assertThat(log.sentBy(Side.CLIENT, PathAbandonFrame.class))
                .contains(new PathAbandonFrame(1, UNSTABLE));
        assertThat(log.sentBy(Side.SERVER, PathAbandonFrame.class))
                .extracting(PathAbandonFrame::pathId)
                .contains(1L); // answered, though the server never saw it
        assertOnlyTheFirst(run);
    }

    @Test
    void aServerThatCannotAnswerIsGivenUpOnBothSides() {
        MultipathRun run = run(wire(60));
        run.confirm();
        run.line(1).link().back().cut();
        run.open(run.line(1), PathStatus.AVAILABLE);
        awaitAbandoned(run, Side.CLIENT);
        awaitAbandoned(run, Side.SERVER);

        assertThat(reason(run, Side.CLIENT)).isEqualTo(new AbandonReason.ValidationFailed());
        assertThat(reason(run, Side.SERVER)).isEqualTo(new AbandonReason.RemoteAbandoned(UNSTABLE));
        assertOnlyTheFirst(run);
    }

    @Test
    void aClientThatDoesNotAnswerIsGivenUpOnBothSides() {
        LinkSpec deaf =
                LinkSpec.ideal()
                        .delay(ofMillis(30))
                        .with(
                                Sieve.dropping(
                                        "PATH_RESPONSE",
                                        datagram ->
                                                PlainPacket.of(datagram).stream()
                                                        .anyMatch(PathOpeningTest::answers)));
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, List.of(wire(40), deaf), List.of(wire(40), wire(60)));
        run.confirm();
        run.open(run.line(1), PathStatus.AVAILABLE);
        awaitAbandoned(run, Side.SERVER);
        awaitAbandoned(run, Side.CLIENT);

        assertThat(reason(run, Side.SERVER)).isEqualTo(new AbandonReason.ValidationFailed());
        assertThat(reason(run, Side.CLIENT)).isEqualTo(new AbandonReason.RemoteAbandoned(UNSTABLE));
        assertOnlyTheFirst(run);
    }

    private static boolean answers(PlainPacket packet) {
        return packet.has(PathResponseFrame.class);
    }

    @Test
    void aLostChallengeIsFollowedByAnother() {
        LinkSpec lossy = wire(60).with(Sieve.droppingNumbers(1, 2));
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, List.of(wire(40), lossy), List.of(wire(40), wire(60)));
        run.openAll();

        List<PathChallengeFrame> challenges = log.sentBy(Side.CLIENT, PathChallengeFrame.class);
        assertThat(challenges).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }

    @Test
    void theTimeForAnAnswerBeginsWhenTheChallengeIsSent() {
        MultipathRun run = run(wire(60));
        run.confirm();
        run.runFor(ofSeconds(1));
        long later = run.nowNanos() - ofMillis(900).toNanos();
        PathOpening opening =
                run.client()
                        .core()
                        .multipath()
                        .open(sim.routeOver(run.line(1)), PathStatus.AVAILABLE, later);
        assertThat(opening).isEqualTo(new PathOpening.Begun(FIRST));
        run.client().wake();

        run.awaitEstablished(FIRST);
    }

    @Test
    void nothingIsEstablishedThatWasGivenUpBefore() {
        MultipathRun run = run(wire(60));
        run.confirm();
        PathId id = run.open(run.line(1), PathStatus.AVAILABLE);
        run.runFor(ofMillis(35)); // the server knows it, the client does not yet
        run.paths(Side.CLIENT).close(id, 7, run.nowNanos());
        run.runFor(ofSeconds(10));

        for (Side side : Side.values()) {
            List<PathEvent> events = run.events(side, id);
            assertThat(events.indexOf(new PathEvent.Established(id)))
                    .isLessThan(indexOfAbandoned(events));
            assertThat(events.getLast()).isInstanceOf(PathEvent.Discarded.class);
        }
        assertThat(run.events(Side.CLIENT, id))
                .startsWith(new PathEvent.Abandoned(id, new AbandonReason.ApplicationClosed(7)));
    }

    @Test
    void whoOnlyWantsAPathIsGivenTheOneThatIsThere() {
        MultipathRun run = run(wire(60));
        run.openAll();
        FourTuple route = sim.routeOver(run.line(1));

        assertThat(ensure(run, route)).isEqualTo(new PathOpening.Existing(FIRST));
        assertThat(ensure(run, new FourTuple(route.remote(), Optional.empty())))
                .isInstanceOf(PathOpening.Existing.class); // whatever its local address

        run.paths(Side.CLIENT).close(FIRST, 7, run.nowNanos());
        assertThat(ensure(run, route)).isEqualTo(new PathOpening.Begun(new PathId(2)));
        run.awaitEstablished(new PathId(2));
    }

    @Test
    void aClientThatMayNotHaveMoreSaysSo() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(2)));
        MultipathRun run = run(wire(60));
        run.openAll();

        assertThat(ensure(run, FourTuple.to(sim.server().binding().address())))
                .isInstanceOf(PathOpening.Existing.class);
        assertThat(
                        run.paths(Side.CLIENT)
                                .open(
                                        sim.routeOver(run.line(1)),
                                        PathStatus.AVAILABLE,
                                        run.nowNanos()))
                .isEqualTo(new PathOpening.Failed(PathFailure.MAX_PATH_ID_REACHED));
        run.runFor(ofSeconds(1));
        assertThat(log.sentBy(Side.CLIENT, PathsBlockedFrame.class))
                .containsExactly(new PathsBlockedFrame(1));
    }

    @Test
    void whatIsSaidOfTheLimitIsSaidAgainIfLost() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(1)));
        LinkSpec lossy =
                wire(40).with(
                                PlainPacket.droppingFirst(
                                        1, "PATHS_BLOCKED", it -> it.has(PathsBlockedFrame.class)));
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, List.of(lossy, wire(60)), List.of(wire(40), wire(60)));
        run.confirm();
        run.runFor(ofSeconds(1));
        run.paths(Side.CLIENT)
                .open(sim.routeOver(run.line(1)), PathStatus.AVAILABLE, run.nowNanos());
        run.runFor(ofSeconds(2));

        assertThat(log.sentBy(Side.CLIENT, PathsBlockedFrame.class))
                .containsExactly(new PathsBlockedFrame(0), new PathsBlockedFrame(0));
        assertThat(run.server().core().stats().received().frames(FrameKind.PATHS_BLOCKED))
                .isEqualTo(1);
    }

    @Test
    void withoutAConnectionIdOfTheServerThereIsNoPathYet() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(2)));
        boolean[] isHeldBack = {true};
        LinkSpec lossy =
                wire(40).with(
                                Sieve.dropping(
                                        "connection IDs of path 2",
                                        datagram -> isHeldBack[0] && issuesFor(2, datagram)));
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, List.of(wire(40), wire(60)), List.of(lossy, wire(60)));
        run.openAll();
        run.paths(Side.CLIENT).close(FIRST, 7, run.nowNanos());
        run.runFor(ofSeconds(2)); // the credit for another has come

        assertThat(ensure(run, sim.routeOver(run.line(1))))
                .isEqualTo(new PathOpening.Failed(PathFailure.REMOTE_CIDS_EXHAUSTED));
        run.runFor(ofSeconds(1));
        assertThat(log.sentBy(Side.CLIENT, PathCidsBlockedFrame.class))
                .containsExactly(new PathCidsBlockedFrame(2, 0));
        isHeldBack[0] = false;
        assertThat(run.established(1)).isEqualTo(new PathId(2));
    }

    private static boolean issuesFor(long path, Datagram datagram) {
        boolean[] found = new boolean[1];
        PlainPacket.forEachFrame(
                datagram,
                frame ->
                        found[0] |=
                                frame instanceof PathNewConnectionIdFrame issued
                                        && issued.pathId() == path);
        return found[0];
    }

    private static PathOpening ensure(MultipathRun run, FourTuple route) {
        return run.paths(Side.CLIENT).openEnsure(route, PathStatus.AVAILABLE, run.nowNanos());
    }

    private static void assertOnlyTheFirst(MultipathRun run) {
        run.runFor(ofSeconds(10));
        for (Side side : Side.values()) {
            assertThat(run.end(side).isClosed()).as(run.describe()).isFalse();
            assertThat(run.paths(side).paths()).containsExactly(PathId.ZERO);
        }
        run.request(10_000);
        run.complete(ofSeconds(5));
    }

    private static void awaitAbandoned(MultipathRun run, Side side) {
        run.runUntil(() -> indexOfAbandoned(run.events(side, FIRST)) >= 0, ofSeconds(30));
    }

    private static AbandonReason reason(MultipathRun run, Side side) {
        List<PathEvent> events = run.events(side, FIRST);
        return ((PathEvent.Abandoned) events.get(indexOfAbandoned(events))).reason();
    }

    private static int indexOfAbandoned(List<PathEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof PathEvent.Abandoned) {
                return i;
            }
        }
        return -1;
    }

    private MultipathRun run(LinkSpec second) {
        return MultipathRun.watched(sim, log, wire(40), second);
    }
}
