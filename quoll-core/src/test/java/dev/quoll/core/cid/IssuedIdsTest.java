package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrame.Kind;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.ConnectionIdGenerator;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

class IssuedIdsTest {
    private static final ConnectionId HANDSHAKE = ConnectionId.of(new byte[] {1, 2, 3, 4});

    private final HmacResetTokens tokens = new HmacResetTokens(new byte[32]);
    private final IssuedIds ids =
            new IssuedIds(PathId.ZERO, new RandomConnectionIds(4, new Random(1)), tokens);

    @Test
    void theHandshakesIdIsNotAnnounced() { // RFC 9000 §5.1.1
        IssuedId first = ids.addHandshakeId(HANDSHAKE);

        assertThat(first).isEqualTo(new IssuedId(0, HANDSHAKE, tokens.tokenOf(HANDSHAKE)));
        assertThat(Frames.of(ids)).isEmpty();
        assertThat(ids.active()).containsExactly(first);
    }

    @Test
    void asManyAreIssuedAsThePeerTakes() { // RFC 9000 §5.1.1
        ids.addHandshakeId(HANDSHAKE);

        List<IssuedId> issued = ids.issue(4);

        assertThat(issued).extracting(IssuedId::sequenceNumber).containsExactly(1L, 2L, 3L);
        assertThat(issued).extracting(IssuedId::id).doesNotHaveDuplicates();
        assertThat(Frames.of(ids))
                .containsExactlyElementsOf(
                        issued.stream().map(IssuedIdsTest::announcement).toList());
        assertThat(ids.issue(4)).isEmpty();
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void allIdsAreReplacedOnDemand() throws TransportException { // RFC 9000 §5.1.2
        ids.addHandshakeId(HANDSHAKE);
        ids.issue(3);
        Frames.of(ids);

        List<IssuedId> fresh = ids.rotate(3);

        assertThat(fresh).extracting(IssuedId::sequenceNumber).containsExactly(3L, 4L, 5L);
        assertThat(Frames.of(ids))
                .hasSize(3)
                .allSatisfy(
                        frame ->
                                assertThat(((NewConnectionIdFrame) frame).retirePriorTo())
                                        .isEqualTo(3));
        assertThat(ids.active()).hasSize(6);
        assertThat(ids.rotate(3)).isEmpty(); // the peer has not given the others back
        for (long sequenceNumber : new long[] {0, 1, 2}) {
            assertThat(ids.onRetire(sequenceNumber, 3)).isPresent();
            assertThat(ids.issue(3)).isEmpty();
        }
        assertThat(ids.rotate(3)).hasSize(3);
    }

    @Test
    void anOldIdThatIsAnnouncedLateDoesNotAskForItself() { // RFC 9000 §19.15
        ids.issue(2);
        Frames.of(ids);
        ids.rotate(2);
        Frames.of(ids);

        ids.onLost(sent(1));

        assertThat(Frames.of(ids))
                .singleElement()
                .satisfies(
                        frame ->
                                assertThat(((NewConnectionIdFrame) frame).retirePriorTo())
                                        .isEqualTo(1));
    }

    @Test
    void aGreedyPeerGetsTwelve() {
        ids.addHandshakeId(HANDSHAKE);

        assertThat(ids.issue((1L << 62) - 1)).hasSize(IssuedIds.MAX_ACTIVE - 1);
    }

    @Test
    void aPathWithoutHandshakeBeginsWithNumberZero() {
        assertThat(ids.issue(2)).extracting(IssuedId::sequenceNumber).containsExactly(0L, 1L);
    }

    @Test
    void whatDoesNotFitWaitsForTheNextPacket() {
        ids.issue(3);
        ControlFrames packet = ControlFrames.upTo(2);
        ids.writeTo(packet);

        assertThat(packet.taken()).hasSize(2);
        assertThat(Frames.of(ids)).hasSize(1);
    }

    @Test
    void aLostAnnouncementIsSentAgainUntilItArrives() { // RFC 9000 §13.3
        IssuedId second = ids.issue(2).getLast();
        Frames.of(ids);

        ids.onLost(sent(1));
        assertThat(Frames.of(ids)).containsExactly(announcement(second));

        ids.onAcked(sent(1));
        ids.onLost(sent(1));
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void aRetiredIdDisappearsAndIsReplaced() throws TransportException { // RFC 9000 §5.1.2
        ids.addHandshakeId(HANDSHAKE);
        ids.issue(2);

        assertThat(ids.onRetire(0, 1)).map(IssuedId::id).contains(HANDSHAKE);
        assertThat(ids.onRetire(0, 1)).isEmpty();
        assertThat(ids.issue(2)).extracting(IssuedId::sequenceNumber).containsExactly(2L);
        assertThat(ids.active()).extracting(IssuedId::sequenceNumber).containsExactly(1L, 2L);
    }

    @Test
    void aRetiredIdIsNotAnnouncedAgain() throws TransportException {
        ids.issue(2);
        Frames.of(ids);
        ids.onRetire(0, 1);

        ids.onLost(sent(0));
        ids.onAcked(sent(0));

        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void retiringWhatWasNeverIssuedIsAViolation() { // RFC 9000 §19.16
        ids.issue(2);

        assertViolation(() -> ids.onRetire(2, 0));
        assertViolation(() -> ids.onRetire((1L << 62) - 1, 0));
    }

    @Test
    void retiringWhatThePeerWasNotToldOfIsAViolation() throws TransportException {
        ids.addHandshakeId(HANDSHAKE);
        ids.issue(3);
        ids.writeTo(ControlFrames.upTo(1));

        assertViolation(() -> ids.onRetire(2, 0)); // RFC 9000 §19.16
        assertThat(ids.onRetire(1, 0)).isPresent();
    }

    @Test
    void retiringTheIdOfThePacketItselfIsAViolation() { // RFC 9000 §19.16
        ids.issue(2);
        Frames.of(ids);

        assertViolation(() -> ids.onRetire(1, 1));
    }

    @Test
    void withoutBytesThereIsNothingToIssueOrToRetire() { // RFC 9000 §19.16
        IssuedIds none =
                new IssuedIds(PathId.ZERO, new RandomConnectionIds(0, new Random(1)), tokens);
        none.addHandshakeId(ConnectionId.EMPTY);

        assertThat(none.issue(8)).isEmpty();
        assertViolation(() -> none.onRetire(0, 1));
    }

    @Test
    void theIdOfADatagramIsRecognised() {
        ids.addHandshakeId(HANDSHAKE);
        ids.issue(2);

        assertThat(ids.sequenceNumberOf(new byte[] {9, 1, 2, 3, 4}, 1, 4)).hasValue(0);
        assertThat(ids.sequenceNumberOf(new byte[] {9, 1, 2, 3, 5}, 1, 4)).isEmpty();
    }

    @Test
    void aGeneratorThatRepeatsItselfIsAskedAgain() {
        ConnectionId other = ConnectionId.of(new byte[] {5, 6, 7, 8});
        Queue<ConnectionId> generated = new ArrayDeque<>(List.of(HANDSHAKE, HANDSHAKE, other));
        IssuedIds repeating = new IssuedIds(PathId.ZERO, from(generated), tokens);
        repeating.addHandshakeId(HANDSHAKE);

        assertThat(repeating.issue(2)).extracting(IssuedId::id).containsExactly(other);
    }

    private static ConnectionIdGenerator from(Queue<ConnectionId> generated) {
        return new ConnectionIdGenerator() {
            @Override
            public int length() {
                return 4;
            }

            @Override
            public ConnectionId generate() {
                return generated.remove();
            }
        };
    }

    private static NewConnectionIdFrame announcement(IssuedId issued) {
        return new NewConnectionIdFrame(
                issued.sequenceNumber(), 0, issued.id(), issued.resetToken());
    }

    private static SentFrame sent(long sequenceNumber) {
        return Frames.sent(Kind.NEW_CONNECTION_ID, sequenceNumber);
    }

    private static void assertViolation(ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .returns(TransportErrorCode.PROTOCOL_VIOLATION.code(), TransportException::code);
    }
}
