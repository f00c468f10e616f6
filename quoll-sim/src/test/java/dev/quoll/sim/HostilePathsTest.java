package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.frame.PathsBlockedFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.handshake.Security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What either side makes of a peer that speaks multipath and does what no honest one does. Each
/// allows the paths 0 to 3.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4
class HostilePathsTest {
    private static final long HIGHEST = CraftingPeer.PATHS - 1;
    private static final long TOO_HIGH = HIGHEST + 1;
    private static final long SECOND = 1_000_000_000;
    private static final StatelessResetToken TOKEN = StatelessResetToken.of(new byte[16], 0);
    private static final ConnectionId ID = ConnectionId.of(new byte[] {7, 7, 7, 7, 7, 7, 7, 7});

    /// Something that only a peer at fault says, and what it is told.
    record Fault(Side side, TransportErrorCode code, long type, Frame frame) {}

    static Stream<Fault> faults() {
        return Stream.of(Side.values()).flatMap(HostilePathsTest::faultsOf);
    }

    private static Stream<Fault> faultsOf(Side side) {
        TransportErrorCode violation = TransportErrorCode.PROTOCOL_VIOLATION;
        return Stream.of(
                // a path that is not allowed
                new Fault(side, violation, 0x3e75, new PathAbandonFrame(TOO_HIGH, 0)),
                new Fault(
                        side,
                        violation,
                        0x3e76,
                        new PathStatusFrame(TOO_HIGH, PathStatus.BACKUP, 1)),
                new Fault(
                        side,
                        violation,
                        0x3e77,
                        new PathStatusFrame(TOO_HIGH, PathStatus.AVAILABLE, 1)),
                new Fault(side, violation, 0x3e78, newId(TOO_HIGH, 0, 0, ID)),
                new Fault(side, violation, 0x3e79, new PathRetireConnectionIdFrame(TOO_HIGH, 0)),
                new Fault(side, violation, 0x3e7b, new PathsBlockedFrame(TOO_HIGH)),
                new Fault(side, violation, 0x3e7c, new PathCidsBlockedFrame(TOO_HIGH, 0)),
                // a limit that is none
                new Fault(side, violation, 0x3e7a, new MaxPathIdFrame(HIGHEST - 1)),
                new Fault(side, violation, 0x3e7a, new MaxPathIdFrame(PathId.MAX_VALUE + 1)),
                // connection IDs that there are not
                new Fault(side, violation, 0x3e7c, new PathCidsBlockedFrame(1, 1000)),
                new Fault(side, violation, 0x3e79, new PathRetireConnectionIdFrame(1, 1000)),
                new Fault(
                        side, TransportErrorCode.FRAME_ENCODING_ERROR, 0x3e78, newId(1, 5, 6, ID)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultEndsTheConnection(Fault fault) { // Multipath §4, §4.5, §4.6, §4.7
        CraftingPeer peer = new CraftingPeer(fault.side());
        peer.send(fault.frame());
        isTold(peer, fault.code(), fault.type());
    }

    @ParameterizedTest
    @EnumSource
    void packetsOfAPathThatIsNotAllowedCannotBeAcknowledged(Side side) { // Multipath §4
        CraftingPeer peer = new CraftingPeer(side);
        peer.sendPayload(HexFormat.of().parseHex("3e" + "04" + "00" + "00" + "00" + "00"));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3e);
    }

    @ParameterizedTest
    @EnumSource
    void packetsOfAPathNeverUsedCannotBeAcknowledged(Side side) { // RFC 9000 §13.1
        CraftingPeer peer = new CraftingPeer(side);
        peer.sendPayload(HexFormat.of().parseHex("3e" + "01" + "00" + "00" + "00" + "00"));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3e);
    }

    @ParameterizedTest
    @EnumSource
    void packetsThatWereNeverSentCannotBeAcknowledged(Side side) { // RFC 9000 §13.1
        CraftingPeer peer = new CraftingPeer(side);
        peer.sendPayload(HexFormat.of().parseHex("3f" + "00" + "7fff" + "0000" + "00" + "000000"));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3f);
    }

    @ParameterizedTest
    @EnumSource
    void moreConnectionIdsForAPathThanAreTakenAreALimitError(Side side) { // Multipath §2.2
        CraftingPeer peer = new CraftingPeer(side);
        for (int number = 20; number < 40; number++) {
            peer.send(newId(1, number, 0, id(number)));
        }
        isTold(peer, TransportErrorCode.CONNECTION_ID_LIMIT_ERROR, 0x3e78);
    }

    @ParameterizedTest
    @EnumSource
    void anotherIdUnderANumberThatIsKnownIsAViolation(Side side) { // RFC 9000 §19.15
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(newId(1, 0, 0, ID));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3e78);
    }

    @ParameterizedTest
    @EnumSource
    void anIdOfOnePathIsNotGivenToAnother(Side side) { // Multipath §3.2.1
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(newId(1, 9, 9, ID), newId(2, 9, 9, ID));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3e78);
    }

    @ParameterizedTest
    @EnumSource
    void anIdOfOnePathIsNotGivenToPath0(Side side) { // Multipath §3.2.1
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(newId(1, 9, 9, ID), new NewConnectionIdFrame(9, 9, ID, TOKEN));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x18);
    }

    @ParameterizedTest
    @EnumSource
    void aPathNeverOpenedThatIsGivenUpIsAnsweredAndUsedUp(Side side) { // Multipath §3.4
        CraftingPeer peer = new CraftingPeer(side);
        PathAbandonFrame abandon = new PathAbandonFrame(1, 17);
        peer.send(abandon);
        assertThat(peer.answers(PathAbandonFrame.class)).containsExactly(abandon);

        peer.send(abandon, abandon, newId(1, 50, 0, ID), new PathCidsBlockedFrame(1, 9)); // late
        peer.send(new PathRetireConnectionIdFrame(1, 0));
        peer.send(new PathStatusFrame(1, PathStatus.BACKUP, 1));
        peer.sendPayload(HexFormat.of().parseHex("3e" + "01" + "00" + "00" + "00" + "00"));
        assertThat(peer.answers(PathAbandonFrame.class)).isEmpty(); // said once
        goesOn(peer);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitThatRaisesNothingIsIgnored(Side side) { // Multipath §4.6
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(new MaxPathIdFrame(HIGHEST + 4), new MaxPathIdFrame(HIGHEST));
        peer.send(new MaxPathIdFrame(PathId.MAX_VALUE));
        goesOn(peer);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidOfLimitsInTimeIsFine(Side side) { // Multipath §4.7
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(new PathsBlockedFrame(HIGHEST), new PathCidsBlockedFrame(HIGHEST, 0));
        goesOn(peer);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGuessesWhichPathsAreAllowedNext(Side side) { // Multipath §4: announced counts
        CraftingPeer peer = new CraftingPeer(side);
        peer.send(new PathAbandonFrame(HIGHEST, 0), new PathAbandonFrame(TOO_HIGH, 0));
        isTold(peer, TransportErrorCode.PROTOCOL_VIOLATION, 0x3e75);
    }

    @ParameterizedTest
    @EnumSource
    void whoNeverAcknowledgesThatPathsAreGoneGetsNoMore(Side side) {
        CraftingPeer peer = new CraftingPeer(side);
        long limit = HIGHEST;
        for (long id = 1; id <= limit && id < 10_000; id++) {
            peer.send(new PathAbandonFrame(id, 0));
            for (MaxPathIdFrame raised : peer.answers(MaxPathIdFrame.class)) {
                limit = Math.max(limit, raised.maximumPathId());
            }
        }
        assertThat(limit).isLessThanOrEqualTo(2L * MultipathConfig.MAX_PATHS);
        goesOn(peer);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void whoHasNoConnectionIdsIsOfferedNoPaths(int idLength) { // Multipath §2.1
        List<byte[]> offered = new ArrayList<>();
        Security security = Security.plain();
        FirstInitial first =
                new FirstInitial(
                        QuicVersion.V1,
                        ConnectionId.of(new byte[8]),
                        ConnectionId.of(new byte[idLength]));
        Connection.server(
                ConnectionConfig.DEFAULT.withMultipath(MultipathConfig.of(8)),
                CraftingPeer.services(security, 1),
                parameters -> {
                    offered.add(parameters);
                    return security.server().newSession(parameters);
                },
                Admission.of(first),
                CraftingPeer.to(2),
                0);
        assertThat(RawParameters.read(offered.getFirst()).values().containsKey(0x3eL))
                .isEqualTo(idLength > 0);
    }

    @Test
    void aServerThatUsesAPathFirstIsNotHeard() { // Multipath §3
        CraftingPeer peer = new CraftingPeer(Side.SERVER);
        peer.sendOn(1, new PathChallengeFrame(1), PingFrame.INSTANCE);
        assertThat(peer.answers()).isEmpty();
        assertThat(peer.pathEvents()).isEmpty();
        goesOn(peer);
    }

    @Test
    void aPathMayBeginWithoutAChallenge() { // Multipath §3.1
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        peer.sendOn(1, PingFrame.INSTANCE);
        assertThat(peer.answers(PathChallengeFrame.class)).isNotEmpty();
        assertThat(peer.acknowledgedPaths()).contains(1L);
    }

    @Test
    void anAnswerOnAnotherPathProvesNothing() { // Multipath §3.1
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        peer.sendOn(1, PingFrame.INSTANCE);
        long data = peer.answers(PathChallengeFrame.class).getLast().data();
        peer.send(new PathResponseFrame(data));
        assertThat(peer.pathEvents()).isEmpty();
        peer.sendOn(1, new PathResponseFrame(data));
        assertThat(peer.pathEvents()).contains(new PathEvent.Established(new PathId(1)));
    }

    @Test
    void noMoreThanThreeTimesWhatCameGoesToANewAddress() { // RFC 9000 §8
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        FourTuple elsewhere = CraftingPeer.to(99);
        peer.sendOn(1, elsewhere, PingFrame.INSTANCE);
        int received = 1 + 8 + 4 + 1 + 16; // header, ID, number, PING, tag
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            sent += peer.bytesSentTo(elsewhere);
            peer.pass(SECOND / 10);
        }
        assertThat(sent).isBetween(1, 3 * received);
    }

    @Test
    void theLastWordStaysWithinTheLimitToo() { // RFC 9000 §8
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        FourTuple elsewhere = CraftingPeer.to(99);
        peer.sendOn(1, elsewhere, PingFrame.INSTANCE);
        int sent = peer.bytesSentTo(elsewhere);
        peer.sendOn(1, elsewhere, new PathAbandonFrame(0, 0), new PathAbandonFrame(1, 0));
        sent += peer.bytesSentTo(elsewhere);
        assertThat(sent).isLessThanOrEqualTo(3 * (1 + 8 + 4 + 1 + 16 + 1 + 8 + 4 + 8 + 16));
    }

    @Test
    void whatCameBeforeAPathWasGivenUpIsAcknowledgedElsewhere() { // Multipath §3.4.3
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        peer.sendOn(1, PingFrame.INSTANCE);
        peer.answers();
        peer.send(new PathAbandonFrame(1, 0));
        peer.acknowledgedPaths().clear();
        peer.sendOn(1, PingFrame.INSTANCE); // late
        assertThat(peer.acknowledgedPaths()).contains(1L);
        assertThat(peer.pathEvents())
                .contains(
                        new PathEvent.Abandoned(
                                new PathId(1), new AbandonReason.RemoteAbandoned(0)));
    }

    @Test
    void anOldWishForAPathIsIgnored() { // Multipath §4.3
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        peer.send(new PathStatusFrame(0, PathStatus.BACKUP, 5));
        peer.send(new PathStatusFrame(0, PathStatus.AVAILABLE, 5));
        peer.send(new PathStatusFrame(0, PathStatus.AVAILABLE, 4));
        assertThat(peer.victim().multipath().remoteStatus(PathId.ZERO)).contains(PathStatus.BACKUP);
    }

    @Test
    void aResetOfAnyPathEndsTheConnection() { // RFC 9000 §10.3.1
        CraftingPeer peer = new CraftingPeer(Side.SERVER);
        FourTuple elsewhere = CraftingPeer.to(50); // another address of the server
        open(peer, elsewhere);
        ConnectionId lost = peer.nextDestination();
        byte[] reset = new byte[50];
        reset[0] = 0x41;
        CraftingPeer.RESET_TOKENS.tokenOf(lost).copyTo(reset, 50 - StatelessResetToken.LENGTH);
        peer.deliver(elsewhere, reset);
        assertThat(peer.victim().closeCause()).contains(new CloseCause.StatelessReset());
    }

    @Test
    void aResetOfAPathThatWasGivenUpIsNone() { // Multipath §3.4.2
        CraftingPeer peer = new CraftingPeer(Side.SERVER);
        FourTuple elsewhere = CraftingPeer.to(50);
        PathId opened = open(peer, elsewhere);
        ConnectionId lost = peer.nextDestination();
        peer.victim().multipath().close(opened, 0, peer.nowNanos());
        byte[] reset = new byte[50];
        reset[0] = 0x41;
        CraftingPeer.RESET_TOKENS.tokenOf(lost).copyTo(reset, 50 - StatelessResetToken.LENGTH);
        peer.deliver(elsewhere, reset);
        goesOn(peer);
    }

    @Test
    void noDataGoesOverAPathThatIsNotProvedThoughItIsTheOnlyOne() { // Multipath §3.1
        CraftingPeer peer = new CraftingPeer(Side.SERVER);
        open(peer, CraftingPeer.to(50));
        peer.victim().multipath().close(PathId.ZERO, 0, peer.nowNanos());
        long stream = peer.victim().streams().open(Direction.BIDIRECTIONAL).orElseThrow();
        peer.victim().streams().write(stream, new byte[100], 0, 100);
        for (int i = 0; i < 40; i++) {
            assertThat(peer.dataFrames()).isZero();
            peer.pass(SECOND / 10);
        }
    }

    @Test
    void whoIsLeftWithAPathThatNobodyAnswersEnds() { // Multipath §3.4
        CraftingPeer peer = new CraftingPeer(Side.SERVER);
        open(peer, CraftingPeer.to(50));
        peer.victim().multipath().close(PathId.ZERO, 0, peer.nowNanos());
        for (int i = 0; i < 150; i++) {
            peer.answers();
            peer.pass(SECOND / 10);
        }
        assertThat(peer.victim().closeCause())
                .hasValueSatisfying(
                        cause ->
                                assertThat(cause)
                                        .isInstanceOfSatisfying(
                                                CloseCause.LocalTransportError.class,
                                                error ->
                                                        assertThat(error.code())
                                                                .isEqualTo(
                                                                        TransportErrorCode
                                                                                .NO_VIABLE_PATH
                                                                                .code())));
    }

    private static PathId open(CraftingPeer peer, FourTuple route) {
        peer.answers();
        return peer.victim().multipath().open(route, PathStatus.AVAILABLE, peer.nowNanos())
                        instanceof PathOpening.Begun(PathId id)
                ? id
                : PathId.ZERO;
    }

    private static void goesOn(CraftingPeer peer) {
        peer.acknowledgedPaths().clear();
        peer.send(PingFrame.INSTANCE);
        peer.pass(SECOND / 10);
        assertThat(peer.acknowledgedPaths()).contains(0L);
        assertThat(peer.victim().isOpen()).isTrue();
    }

    private static void isTold(CraftingPeer peer, TransportErrorCode code, long type) {
        List<ConnectionCloseFrame> closes = peer.answers(ConnectionCloseFrame.class);
        peer.isTold(code, type);
        assertThat(closes).hasSize(1);
        assertThat(closes.getFirst().errorCode()).isEqualTo(code.code());
    }

    private static PathNewConnectionIdFrame newId(
            long path, long number, long retirePriorTo, ConnectionId id) {
        return new PathNewConnectionIdFrame(
                path, new NewConnectionIdFrame(number, retirePriorTo, id, TOKEN));
    }

    private static ConnectionId id(int number) {
        return ConnectionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) number});
    }
}
