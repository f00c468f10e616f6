package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.NatBehaviour;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What each path has of its own: round-trip time, window, size of datagrams, timeouts.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 5
class PerPathTest {
    private static final PathId FIRST = new PathId(1);

    private final FrameLog log = new FrameLog();
    private final Sim sim = Sim.seeded(1).idleTimeout(ofSeconds(60));

    @Test
    void everyPathMeasuresItsRoundTrip() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(20), wire(300));
        run.request(2_000_000);
        run.complete(ofSeconds(30));

        assertThat(run.sent(0).minRtt()).isBetween(ofMillis(20), ofMillis(40));
        assertThat(run.sent(1).minRtt()).isBetween(ofMillis(300), ofMillis(330));
    }

    @Test
    void lossOnOnePathLeavesTheWindowOfTheOther() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40), wire(40).loss(0.05));
        run.request(5_000_000);
        run.complete(ofSeconds(60));

        assertThat(run.sent(1).congestionEvents()).isPositive();
        assertThat(run.sent(0).congestionEvents()).isZero();
        assertThat(run.sent(0).packetsLost()).isZero();
    }

    @Test
    void everyPathFindsOutHowLargeItsDatagramsMayBe() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40).mtu(1300), wire(60).mtu(1450));
        run.request(1_000_000);
        run.complete(ofSeconds(30));
        run.runFor(ofSeconds(10));

        assertThat(run.sent(0).maxDatagramSize()).isBetween(1280, 1300);
        assertThat(run.sent(1).maxDatagramSize()).isBetween(1430, 1450);
    }

    @Test
    void aPathThatIsSilentForItsTimeoutIsGivenUpWhileThereIsAnother() {
        MultipathRun run = twoPathsThatMayBeSilentForFiveSeconds();
        run.line(1).link().cut();
        for (int i = 0; i < 20; i++) {
            run.request(10_000);
            run.runFor(ofSeconds(1));
        }

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO);
        assertThat(run.events(Side.CLIENT, FIRST))
                .anyMatch(
                        event ->
                                event instanceof PathEvent.Abandoned(_, AbandonReason reason)
                                        && (reason instanceof AbandonReason.TimedOut
                                                || reason
                                                        instanceof AbandonReason.RemoteAbandoned));
        run.complete(ofSeconds(10));
    }

    @Test
    void noPathIsBlamedForTheSleepOfMachines() {
        MultipathRun run = twoPathsThatMayBeSilentForFiveSeconds();
        sleep(run);

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO, FIRST);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO, FIRST);
    }

    @Test
    void aPathThatIsGoneAfterASleepIsGivenUpAndTheOtherStays() {
        MultipathRun run = twoPathsThatMayBeSilentForFiveSeconds();
        run.line(1).link().cut();
        sleep(run);

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO);
        run.request(10_000);
        run.complete(ofSeconds(10));
    }

    private MultipathRun twoPathsThatMayBeSilentForFiveSeconds() {
        return opened(
                MultipathConfig.of(4).withPathIdleNanos(ofSeconds(5).toNanos()),
                wire(40),
                wire(60));
    }

    /// Both ends are stopped for longer than their paths may be silent.
    private static void sleep(MultipathRun run) {
        run.pair().clientBinding().stopFor(ofSeconds(8));
        run.sim().server().binding().stopFor(ofSeconds(8));
        run.runFor(ofSeconds(10));
    }

    @Test
    void theOnlyPathHasNoTimeoutOfItsOwn() {
        MultipathRun run =
                opened(MultipathConfig.of(4).withPathIdleNanos(ofSeconds(5).toNanos()), wire(40));
        run.runFor(ofSeconds(30));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
        run.request(10_000);
        run.complete(ofSeconds(10));
    }

    @Test
    void aPathIsKeptAliveByItself() {
        MultipathRun run =
                opened(
                        MultipathConfig.of(4)
                                .withPathIdleNanos(ofSeconds(5).toNanos())
                                .withPathKeepAliveNanos(ofSeconds(2).toNanos()),
                        wire(40),
                        wire(60));
        run.runFor(ofSeconds(50));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO, FIRST);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO, FIRST);
    }

    @Test
    void timeoutsMayBeSetForOnePath() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40), wire(60), wire(80));
        PathId second = new PathId(2);
        assertThat(run.paths(Side.CLIENT).setIdleTimeout(FIRST, ofSeconds(5).toNanos())).isTrue();
        assertThat(run.paths(Side.CLIENT).setIdleTimeout(second, ofSeconds(5).toNanos())).isTrue();
        assertThat(run.paths(Side.CLIENT).setKeepAlive(second, ofSeconds(1).toNanos())).isTrue();
        run.line(1).link().cut();
        run.runFor(ofSeconds(20));

        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO, second);
        assertThat(run.paths(Side.CLIENT).setIdleTimeout(new PathId(3), 1)).isFalse();
        assertThat(run.paths(Side.CLIENT).setKeepAlive(new PathId(3), 1)).isFalse();
    }

    @Test
    void aPathIsAskedForAnAnswer() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40), wire(60));
        run.runFor(ofSeconds(5));
        long before = run.line(1).link().there().passed();
        long beforeOnTheOther = run.line(0).link().there().passed();

        assertThat(run.paths(Side.CLIENT).ping(FIRST)).isTrue();
        run.runFor(ofSeconds(1));

        assertThat(run.line(1).link().there().passed()).isGreaterThan(before);
        assertThat(run.line(0).link().there().passed()).isEqualTo(beforeOnTheOther);
        assertThat(run.paths(Side.CLIENT).ping(new PathId(3))).isFalse();
    }

    /// The probe timer is capped, so that a link which is back is found soon (noq: 2 s).
    @Test
    void aPathThatComesBackAfterALongSilenceIsUsedAgain() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40), wire(60));
        run.request(200_000);
        run.line(1).link().cut();
        run.runFor(ofSeconds(20));
        run.line(1).link().mend();
        run.runFor(ofSeconds(4));
        long before = run.sent(1).sent().frames(FrameKind.STREAM);
        run.request(5_000_000);
        run.complete(ofSeconds(30));

        assertThat(run.sent(1).sent().frames(FrameKind.STREAM)).isGreaterThan(before);
    }

    /// The client's IDs for the path come late: the server says that it lacks them, and answers
    /// when they are there.
    @Test
    void aServerWithoutIdsForAPathSaysSoAndWaits() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(2)))
                .toServer(
                        PlainPacket.droppingFirst(
                                4,
                                "PATH_NEW_CONNECTION_ID",
                                it -> it.has(PathNewConnectionIdFrame.class)));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.confirm();
        PathId id = run.open(run.line(1), PathStatus.AVAILABLE);
        run.awaitEstablished(id);

        assertThat(log.sentBy(Side.SERVER, PathCidsBlockedFrame.class))
                .allMatch(new PathCidsBlockedFrame(1, 0)::equals);
        run.request(100_000);
        run.complete(ofSeconds(10));
    }

    @Test
    void anotherPortOfTheClientIsStillTheSamePath() { // Multipath §3.1.2
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        var nat = run.behindNat(1, NatBehaviour.easy());
        run.openAll();
        int port = run.paths(Side.SERVER).route(FIRST).orElseThrow().remote().getPort();
        run.request(2_000_000);
        run.runFor(ofMillis(100));
        nat.rebind();
        run.complete(ofSeconds(30));
        run.paths(Side.CLIENT).ping(FIRST);
        run.runFor(ofSeconds(3));

        assertThat(run.paths(Side.SERVER).route(FIRST).orElseThrow().remote().getPort())
                .isNotEqualTo(port);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO, FIRST);
        assertThat(log.sentBy(Side.SERVER, PathAbandonFrame.class)).isEmpty();
    }

    @Test
    void theSumsOfAConnectionAreThoseOfItsPaths() {
        MultipathRun run = opened(MultipathConfig.of(4), wire(40), wire(60));
        run.request(1_000_000);
        run.complete(ofSeconds(30));

        PathStats zero = run.sent(0);
        PathStats first = run.sent(1);
        var sum = run.server().core().stats();
        assertThat(sum.sent()).isEqualTo(zero.sent().plus(first.sent()));
        assertThat(sum.received()).isEqualTo(zero.received().plus(first.received()));
    }

    private MultipathRun opened(MultipathConfig config, LinkSpec... lines) {
        sim.configure(it -> it.withMultipath(config));
        MultipathRun run = MultipathRun.watched(sim, log, lines);
        run.openAll();
        run.runFor(Duration.ofSeconds(1));
        return run;
    }
}
