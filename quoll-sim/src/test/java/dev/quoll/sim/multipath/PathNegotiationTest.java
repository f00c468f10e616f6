package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;
import dev.quoll.sim.link.LinkSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What both sides have to say before there can be several paths, and the connection IDs for them.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, sections 2 and 3.2
class PathNegotiationTest {
    private static final int PATHS = 4;
    private static final int IDS_OF_A_PATH = 5; // the default of active_connection_id_limit

    private final FrameLog log = new FrameLog();
    private final Sim sim =
            Sim.seeded(1).configure(it -> it.withMultipath(MultipathConfig.of(PATHS)));

    @Test
    void itTakesBothSides() {
        sim.configure(Side.SERVER, it -> it.withMultipath(MultipathConfig.OFF));
        MultipathRun run = run();
        run.confirm();

        assertThat(run.paths(Side.CLIENT).isNegotiated()).isFalse();
        assertThat(run.paths(Side.SERVER).isNegotiated()).isFalse();
        assertThat(opening(run))
                .isEqualTo(new PathOpening.Failed(PathFailure.MULTIPATH_NOT_NEGOTIATED));
        run.runFor(ofSeconds(1));
        assertThat(log.sentBy(Side.CLIENT, PathNewConnectionIdFrame.class)).isEmpty();
        assertThat(log.acks()).isEmpty();
    }

    @Test
    void bothSidesKnowWhenTheHandshakeIsDone() {
        MultipathRun run = run();
        assertThat(run.client().core().multipath().isNegotiated()).isFalse();
        run.confirm();

        assertThat(run.paths(Side.CLIENT).isNegotiated()).isTrue();
        assertThat(run.paths(Side.SERVER).isNegotiated()).isTrue();
        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
    }

    @Test
    void aClientWithoutConnectionIdsDoesNotOfferIt() { // Multipath §2.1
        sim.connectionIdLength(Side.CLIENT, 0);
        MultipathRun run = MultipathRun.over(sim, wire(40), wire(60));
        run.confirm();

        assertThat(run.paths(Side.CLIENT).isNegotiated()).isFalse();
        assertThat(run.paths(Side.SERVER).isNegotiated()).isFalse();
        run.request(10_000);
        run.complete(ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource
    void everyPathGetsItsConnectionIds(Side side) {
        MultipathRun run = run();
        run.confirm();
        run.runFor(ofSeconds(1));

        List<PathNewConnectionIdFrame> issued = log.sentBy(side, PathNewConnectionIdFrame.class);
        for (int path = 1; path < PATHS; path++) {
            long id = path;
            List<Long> numbers =
                    issued.stream()
                            .filter(frame -> frame.pathId() == id)
                            .map(frame -> frame.issued().sequenceNumber())
                            .toList();
            assertThat(numbers).as("path " + path).contains(0L, 1L);
            assertThat(Set.copyOf(numbers)).hasSize(IDS_OF_A_PATH);
        }
        assertThat(issued).extracting(PathNewConnectionIdFrame::pathId).allMatch(id -> id < PATHS);
        Set<Object> ids =
                issued.stream()
                        .map(frame -> frame.issued().connectionId())
                        .collect(Collectors.toSet());
        assertThat(ids).hasSizeGreaterThanOrEqualTo((PATHS - 1) * IDS_OF_A_PATH);
    }

    @Test
    void theSideThatAllowsLessDecides() {
        sim.configure(Side.SERVER, it -> it.withMultipath(MultipathConfig.of(2)));
        MultipathRun run = run();
        run.confirm();
        run.runFor(ofSeconds(1));

        for (Side side : Side.values()) {
            assertThat(log.sentBy(side, PathNewConnectionIdFrame.class))
                    .isNotEmpty()
                    .extracting(PathNewConnectionIdFrame::pathId)
                    .allMatch(id -> id < 2);
        }
        assertThat(opening(run)).isEqualTo(new PathOpening.Begun(new PathId(1)));
        run.runFor(ofSeconds(1));
        assertThat(opening(run)).isEqualTo(new PathOpening.Failed(PathFailure.MAX_PATH_ID_REACHED));
    }

    @Test
    void packetsOfEveryPathAreAcknowledgedByPathAcks() { // Multipath §4.1
        MultipathRun run = run();
        run.request(1_000_000);
        run.openAll();
        run.complete(ofSeconds(30));

        for (Side side : Side.values()) {
            assertThat(log.acks()).anyMatch(it -> it.from() == side && it.path() == 0);
            assertThat(log.acks()).anyMatch(it -> it.from() == side && it.path() == 1);
            long plain = run.end(side).core().stats().sent().frames(FrameKind.ACK);
            assertThat(plain).isLessThan(10); // those of the handshake
        }
    }

    @Test
    void everyPathIsAcknowledgedWhereItsPacketsCome() {
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, TestedLine.of(20, 40).link(), TestedLine.of(20, 60).link());
        run.request(10_000_000);
        run.openAll();
        log.forget();
        run.complete(ofSeconds(30));

        List<FrameLog.Ack> elsewhere =
                log.acks().stream().filter(ack -> ack.line() != ack.path()).toList();
        assertThat(elsewhere).hasSizeLessThan(log.acks().size() / 50); // of silent paths
    }

    @Test
    void whatCameOverAPathThatHasFallenSilentIsAcknowledgedElsewhereToo() {
        MultipathRun run =
                MultipathRun.watched(
                        sim, log, TestedLine.of(20, 40).link(), TestedLine.of(20, 60).link());
        run.request(10_000_000);
        run.openAll();
        run.runFor(ofSeconds(1));
        run.line(1).link().cut();
        log.forget();
        run.runFor(ofMillis(100));

        assertThat(log.acks())
                .filteredOn(ack -> ack.line() == 0 && ack.path() == 1)
                .extracting(FrameLog.Ack::from)
                .containsOnlyOnce(Side.CLIENT);
        run.complete(ofSeconds(30));
    }

    @Test
    void connectionIdsOfEveryPathAreReplacedWhenTheirTimeIsOver() {
        sim.configure(it -> it.withConnectionIdLifetimeNanos(ofSeconds(2).toNanos()));
        MultipathRun run = run();
        run.openAll();
        for (int i = 0; i < 10; i++) {
            run.request(100_000);
            run.runFor(ofSeconds(1));
        }

        run.complete(ofSeconds(5));
        assertThat(run.client().core().isOpen() && run.server().core().isOpen()).isTrue();
        for (Side side : Side.values()) {
            for (long path = 0; path < 2; path++) {
                assertThat(retiredPriorTo(side, path)).as("%s %d", side, path).isGreaterThan(3);
            }
        }
        run.runFor(ofMillis(200));
        assertThat(sim.server().routableIds()).isLessThanOrEqualTo(PATHS * IDS_OF_A_PATH + 1);
    }

    private long retiredPriorTo(Side side, long path) {
        Stream<NewConnectionIdFrame> ofPathZero = // which may come either way
                log.sentBy(side, NewConnectionIdFrame.class).stream().filter(_ -> path == 0);
        Stream<NewConnectionIdFrame> ofPath =
                log.sentBy(side, PathNewConnectionIdFrame.class).stream()
                        .filter(frame -> frame.pathId() == path)
                        .map(PathNewConnectionIdFrame::issued);
        return Stream.concat(ofPathZero, ofPath)
                .mapToLong(NewConnectionIdFrame::retirePriorTo)
                .max()
                .orElse(0);
    }

    @Test
    void aPathThatIsGoneMakesRoomForAnother() {
        MultipathRun run = run();
        run.openAll();
        assertThat(log.sentBy(Side.SERVER, MaxPathIdFrame.class)).isEmpty();

        close(run, 1);
        run.runFor(ofSeconds(1));

        for (Side side : Side.values()) {
            assertThat(log.sentBy(side, MaxPathIdFrame.class)).contains(new MaxPathIdFrame(PATHS));
            assertThat(log.sentBy(side, PathNewConnectionIdFrame.class))
                    .extracting(PathNewConnectionIdFrame::pathId)
                    .contains((long) PATHS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void creditThatIsLostIsGivenAgain(Side side) {
        LinkSpec lossy =
                wire(40).with(
                                PlainPacket.droppingFirst(
                                        1, "MAX_PATH_ID", it -> it.has(MaxPathIdFrame.class)));
        List<LinkSpec> first = List.of(wire(40), wire(60));
        List<LinkSpec> second = List.of(lossy, wire(60));
        MultipathRun run =
                switch (side) {
                    case CLIENT -> MultipathRun.watched(sim, log, second, first);
                    case SERVER -> MultipathRun.watched(sim, log, first, second);
                };
        run.openAll();
        close(run, 1);
        run.runFor(ofSeconds(2)); // IDs for the new path come before the credit for it, or without

        assertThat(log.sentBy(side, MaxPathIdFrame.class)).hasSizeGreaterThan(1);
        for (int path = 2; path <= PATHS; path++) {
            PathId opened = run.open(run.line(1), PathStatus.AVAILABLE);
            assertThat(opened).isEqualTo(new PathId(path));
            run.awaitEstablished(opened);
        }
    }

    @Test
    void plainAcksAreUsedInTheHandshakeOnly() {
        MultipathRun run = run();
        run.confirm();
        run.runFor(ofSeconds(1));
        long before = acks(run);
        run.request(1_000_000);
        run.complete(ofSeconds(30));

        assertThat(acks(run)).isEqualTo(before);
    }

    private static long acks(MultipathRun run) {
        return run.client().core().stats().sent().frames(FrameKind.ACK)
                + run.server().core().stats().sent().frames(FrameKind.ACK);
    }

    private MultipathRun run() {
        return MultipathRun.watched(sim, log, wire(40), wire(60));
    }

    private PathOpening opening(MultipathRun run) {
        return run.paths(Side.CLIENT)
                .open(sim.routeOver(run.line(1)), PathStatus.AVAILABLE, run.nowNanos());
    }

    private static void close(MultipathRun run, long path) {
        long code = PathErrorCode.APPLICATION_ABANDON_PATH.code();
        assertThat(run.paths(Side.CLIENT).close(new PathId(path), code, run.nowNanos())).isEmpty();
    }
}
