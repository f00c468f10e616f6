package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// How each side wishes paths to be used, and what comes of it.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.3
class PathStatusTest {
    private static final PathId FIRST = new PathId(1);
    private static final PathId NONE = new PathId(9);
    private static final long LENGTH = 1_000_000;

    private final FrameLog log = new FrameLog();
    private final Sim sim = Sim.seeded(1);

    @ParameterizedTest
    @EnumSource
    void aWishIsToldToThePeer(Side side) {
        MultipathRun run = opened();

        assertThat(run.paths(side).setStatus(FIRST, PathStatus.BACKUP))
                .contains(PathStatus.AVAILABLE);
        run.runFor(ofSeconds(1));
        assertThat(run.paths(side).status(FIRST)).contains(PathStatus.BACKUP);
        assertThat(run.paths(side.peer()).remoteStatus(FIRST)).contains(PathStatus.BACKUP);
        assertThat(run.paths(side.peer()).status(FIRST)).contains(PathStatus.AVAILABLE);

        assertThat(run.paths(side).setStatus(FIRST, PathStatus.AVAILABLE))
                .contains(PathStatus.BACKUP);
        run.runFor(ofSeconds(1));
        assertThat(run.paths(side.peer()).remoteStatus(FIRST)).contains(PathStatus.AVAILABLE);
        assertThat(run.events(side.peer(), FIRST))
                .contains(
                        new PathEvent.RemoteStatus(FIRST, PathStatus.BACKUP),
                        new PathEvent.RemoteStatus(FIRST, PathStatus.AVAILABLE));
        var sent = run.end(side).core().stats().sent();
        assertThat(sent.frames(FrameKind.PATH_STATUS_BACKUP)).isEqualTo(1);
        assertThat(sent.frames(FrameKind.PATH_STATUS_AVAILABLE)).isPositive();
        assertNumbersRise(side);
    }

    @Test
    void theWishWithWhichAPathIsOpenedIsToldWhenItIsThere() {
        MultipathRun run = run();
        run.confirm();
        PathId id = run.open(run.line(1), PathStatus.BACKUP);
        run.awaitEstablished(id);
        run.runFor(ofSeconds(1));

        assertThat(run.paths(Side.CLIENT).status(id)).contains(PathStatus.BACKUP);
        assertThat(run.paths(Side.SERVER).remoteStatus(id)).contains(PathStatus.BACKUP);
        assertThat(log.sentBy(Side.CLIENT, PathStatusFrame.class))
                .extracting(PathStatusFrame::sequenceNumber)
                .allMatch(number -> number >= 1);
    }

    @Test
    void whatIsThereNotCannotBeWished() {
        MultipathRun run = opened();

        assertThat(run.paths(Side.CLIENT).setStatus(NONE, PathStatus.BACKUP)).isEmpty();
        assertThat(run.paths(Side.CLIENT).status(NONE)).isEmpty();
        assertThat(run.paths(Side.CLIENT).remoteStatus(NONE)).isEmpty();
    }

    @Test
    void onlyTheLatestWishIsSentAgain() {
        sim.toServer(
                PlainPacket.droppingFirst(
                        1, "the first wish", it -> it.has(PathStatusFrame.class)));
        MultipathRun run = run();
        run.confirm();
        run.runFor(ofSeconds(1));
        run.paths(Side.CLIENT).setStatus(PathId.ZERO, PathStatus.BACKUP);
        run.runFor(ofMillis(20));
        run.paths(Side.CLIENT).setStatus(PathId.ZERO, PathStatus.AVAILABLE);
        run.runFor(ofMillis(20));
        run.paths(Side.CLIENT).setStatus(PathId.ZERO, PathStatus.BACKUP);
        run.runFor(ofSeconds(2));

        assertThat(run.paths(Side.SERVER).remoteStatus(PathId.ZERO)).contains(PathStatus.BACKUP);
        assertNumbersRise(Side.CLIENT);
    }

    static Stream<PathScheduling> schedulings() {
        return Schedulings.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void dataAvoidsWhatTheSenderKeepsForLater(PathScheduling scheduling) {
        MultipathRun run = opened(scheduling);
        run.paths(Side.SERVER).setStatus(FIRST, PathStatus.BACKUP);
        run.runFor(ofSeconds(1));

        assertThat(streamFrames(run)).containsExactly(true, false);
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void dataAvoidsWhatTheReceiverKeepsForLater(PathScheduling scheduling) {
        MultipathRun run = opened(scheduling);
        run.paths(Side.CLIENT).setStatus(PathId.ZERO, PathStatus.BACKUP);
        run.runFor(ofSeconds(1));

        assertThat(streamFrames(run)).containsExactly(false, true);
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void whereAllIsKeptForLaterAllIsUsedForOnce(PathScheduling scheduling) {
        MultipathRun run = opened(scheduling);
        run.paths(Side.CLIENT).setStatus(PathId.ZERO, PathStatus.BACKUP);
        run.paths(Side.SERVER).setStatus(FIRST, PathStatus.BACKUP);
        run.runFor(ofSeconds(1));

        assertThat(streamFrames(run)).contains(true);
    }

    @ParameterizedTest
    @MethodSource("schedulings")
    void whatIsKeptForLaterServesWhenTheRestIsGone(PathScheduling scheduling) {
        MultipathRun run = opened(scheduling);
        run.paths(Side.SERVER).setStatus(FIRST, PathStatus.BACKUP);
        run.paths(Side.CLIENT).setStatus(FIRST, PathStatus.BACKUP);
        run.runFor(ofSeconds(1));
        run.line(0).link().cut();

        assertThat(streamFrames(run)).contains(true);
    }

    /// Whether a download uses path 0, and path 1.
    private static List<Boolean> streamFrames(MultipathRun run) {
        long[] before = {streams(run, 0), streams(run, 1)};
        run.request(LENGTH);
        run.complete(ofSeconds(60));
        return List.of(streams(run, 0) > before[0], streams(run, 1) > before[1]);
    }

    private static long streams(MultipathRun run, int path) {
        return run.sent(path).sent().frames(FrameKind.STREAM);
    }

    private void assertNumbersRise(Side side) {
        List<Long> numbers =
                log.sentBy(side, PathStatusFrame.class).stream()
                        .map(PathStatusFrame::sequenceNumber)
                        .toList();
        assertThat(numbers).isSorted();
    }

    private MultipathRun opened() {
        return opened(new PathScheduling.LowestRttFirst());
    }

    private MultipathRun opened(PathScheduling scheduling) {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4).withScheduling(scheduling)));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.openAll();
        run.runFor(ofSeconds(1));
        return run;
    }

    private MultipathRun run() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        return MultipathRun.watched(sim, log, wire(40), wire(60));
    }
}
