package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrame.Kind;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.StatelessResetToken;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PeerIdsTest {
    private static final int LIMIT = 3;

    private final PeerIds ids = new PeerIds(PathId.ZERO, LIMIT);

    PeerIdsTest() {
        ids.onHandshakeId(id(0));
    }

    @Test
    void theHandshakeMayChangeItsId() { // RFC 9000 §7.2
        ids.onHandshakeId(id(77));

        assertThat(ids.current()).isEqualTo(id(77));
        assertThat(ids.currentSequenceNumber()).isZero();
    }

    @Test
    void aNewIdIsKeptInStore() throws TransportException {
        assertThat(ids.hasFresh()).isFalse();
        issue(1, 0);

        assertThat(ids.hasFresh()).isTrue();
        assertThat(ids.current()).isEqualTo(id(0));
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void onlyTheTokensOfIdsInUseCount() throws TransportException { // RFC 9000 §10.3.1
        issue(1, 0);
        StatelessResetToken token = token(1);
        assertThat(ids.canBeReset()).isFalse();
        assertThat(ids.isResetToken(0, token)).isFalse();
        assertThat(ids.resetTokens()).isEmpty();

        ids.switchToFresh();
        assertThat(ids.canBeReset()).isTrue();
        assertThat(ids.isResetToken(0, token)).isTrue();
        assertThat(ids.isResetToken(1, token)).isFalse();
        assertThat(ids.isResetToken(0, token(2))).isFalse();
        assertThat(ids.resetTokens()).containsExactly(token);

        issue(2, 2);
        assertThat(ids.isResetToken(0, token)).isFalse();
        assertThat(ids.resetTokens()).containsExactly(token(2));
    }

    @Test
    void changesOfTheTokensInUseAreNoticed() throws TransportException {
        long before = ids.changes();
        issue(1, 0);
        assertThat(ids.changes()).isGreaterThan(before); // those in use may be retired by it
        before = ids.changes();

        ids.switchToFresh();
        assertThat(ids.changes()).isGreaterThan(before);
    }

    @Test
    void goingOverToAFreshIdRetiresTheOldOne() throws TransportException { // RFC 9000 §5.1.2
        issue(1, 0);

        assertThat(ids.switchToFresh()).isTrue();

        assertThat(ids.current()).isEqualTo(id(1));
        assertThat(ids.currentSequenceNumber()).isEqualTo(1);
        assertThat(Frames.of(ids)).containsExactly(new RetireConnectionIdFrame(0));
    }

    @Test
    void anIdThatNothingWasSentToIsAsGoodAsNew() throws TransportException {
        issue(1, 0);
        assertThat(ids.canServeAnother()).isTrue();
        assertThat(ids.assign(7)).isTrue();
        assertThat(ids.canServeAnother()).isFalse();
        ids.giveBack(7);

        assertThat(ids.canServeAnother()).isTrue();
        assertThat(Frames.of(ids)).isEmpty();
        assertThat(ids.assign(8)).isTrue();
        assertThat(ids.of(8)).isEqualTo(id(1));
    }

    @Test
    void withoutAFreshIdTheOldOneStays() throws TransportException {
        assertThat(ids.switchToFresh()).isFalse();

        assertThat(ids.current()).isEqualTo(id(0));
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void aRouteWithAnIdOfItsOwnKeepsItRatherThanShareAnother() throws TransportException {
        issue(1, 0);
        ids.assign(5);

        ids.share(5);
        assertThat(ids.of(5)).isEqualTo(id(1));
        ids.release(5);

        assertThat(Frames.of(ids)).containsExactly(new RetireConnectionIdFrame(1));
    }

    @Test
    void whereThereIsNoIdNoneIsShared() {
        PeerIds none = new PeerIds(new PathId(1), LIMIT);

        none.share(1);

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.assign(1)).isFalse();
    }

    @Test
    void thePeerMayAskForTheOldOnesBack() throws TransportException { // RFC 9000 §5.1.2
        issue(1, 0);
        issue(2, 2);

        assertThat(ids.current()).isEqualTo(id(2));
        assertThat(Frames.of(ids))
                .containsExactly(new RetireConnectionIdFrame(0), new RetireConnectionIdFrame(1));
    }

    @Test
    void aLostRetirementIsSentAgainUntilItArrives() throws TransportException { // RFC 9000 §13.3
        issue(1, 1);
        Frames.of(ids);

        ids.onLost(sent(0));
        assertThat(Frames.of(ids)).containsExactly(new RetireConnectionIdFrame(0));

        ids.onAcked(sent(0));
        ids.onLost(sent(0));
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void whatDoesNotFitWaitsForTheNextPacket() throws TransportException {
        issue(1, 0);
        issue(2, 2);
        ControlFrames packet = ControlFrames.upTo(1);
        ids.writeTo(packet);

        assertThat(packet.taken()).containsExactly(new RetireConnectionIdFrame(0));
        assertThat(Frames.of(ids)).containsExactly(new RetireConnectionIdFrame(1));
    }

    @Test
    void numbersMayHaveGapsAndComeInAnyOrder() throws TransportException {
        issue(9, 0);
        issue(4, 0);

        ids.switchToFresh();
        assertThat(ids.current()).isEqualTo(id(9));
        ids.switchToFresh();
        assertThat(ids.current()).isEqualTo(id(4));
    }

    @Test
    void aCopyChangesNothing() throws TransportException { // RFC 9000 §19.15
        issue(1, 0);
        issue(1, 0);
        issue(2, 0);
        issue(2, 0);

        assertThat(Frames.of(ids)).isEmpty();
        assertThat(ids.current()).isEqualTo(id(0));
    }

    @Test
    void aCopyOfARetiredIdChangesNothing() throws TransportException { // RFC 9000 §19.15
        issue(1, 0);
        issue(2, 0);
        ids.switchToFresh();
        ids.switchToFresh();
        Frames.of(ids);

        issue(1, 0);

        assertThat(ids.hasFresh()).isFalse();
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void anIdThatComesAfterItsRetirementIsGivenBackOnce() // RFC 9000 §19.15
            throws TransportException {
        issue(5, 5);
        Frames.of(ids);

        issue(3, 0);
        assertThat(Frames.of(ids)).containsExactly(new RetireConnectionIdFrame(3));
        issue(3, 0);
        assertThat(Frames.of(ids)).isEmpty();
        assertThat(ids.hasFresh()).isFalse();
    }

    @Test
    void moreThanWeTakeIsAnError() throws TransportException { // RFC 9000 §5.1.1
        issue(1, 0);
        issue(2, 0);

        assertFails(TransportErrorCode.CONNECTION_ID_LIMIT_ERROR, () -> issue(3, 0));
    }

    @Test
    void moreThanWeTakeIsFineIfOthersAreRetired() throws TransportException { // RFC 9000 §5.1.1
        issue(1, 0);
        issue(2, 0);
        issue(3, 1);

        assertThat(ids.current()).isEqualTo(id(1));
    }

    @Test
    void aNumberWithAnotherIdIsAViolation() throws TransportException { // RFC 9000 §19.15
        issue(1, 0);

        assertFails(
                TransportErrorCode.PROTOCOL_VIOLATION,
                () -> ids.onNewConnectionId(new NewConnectionIdFrame(1, 0, id(7), token(1))));
    }

    @Test
    void anIdWithAnotherNumberIsAViolation() throws TransportException { // RFC 9000 §19.15
        issue(1, 0);

        assertFails(
                TransportErrorCode.PROTOCOL_VIOLATION,
                () -> ids.onNewConnectionId(new NewConnectionIdFrame(2, 0, id(1), token(1))));
    }

    @Test
    void anIdWithAnotherTokenIsAViolation() throws TransportException { // RFC 9000 §19.15
        issue(1, 0);

        assertFails(
                TransportErrorCode.PROTOCOL_VIOLATION,
                () -> ids.onNewConnectionId(new NewConnectionIdFrame(1, 0, id(1), token(7))));
    }

    @Test
    void aPeerWithoutIdsCannotIssueAny() throws TransportException { // RFC 9000 §19.15
        ids.onHandshakeId(ConnectionId.EMPTY);

        assertFails(TransportErrorCode.PROTOCOL_VIOLATION, () -> issue(1, 0));
        assertThat(ids.switchToFresh()).isTrue();
        assertThat(ids.current()).isEqualTo(ConnectionId.EMPTY);
    }

    @Test
    void aCopyThatRetiresAllThatIsLeftIsAViolation() throws TransportException {
        issue(5, 0);
        issue(1, 0);
        ids.switchToFresh();
        ids.switchToFresh();
        assertThat(ids.current()).isEqualTo(id(1));

        assertFails(TransportErrorCode.PROTOCOL_VIOLATION, () -> issue(5, 5));
    }

    @Test
    void aPeerThatAcknowledgesNoRetirementIsStopped() throws TransportException {
        for (int number = 1; number <= Retirements.MAX_UNACKNOWLEDGED; number++) {
            issue(number, number);
            Frames.of(ids);
        }

        int next = Retirements.MAX_UNACKNOWLEDGED + 1;
        assertFails(TransportErrorCode.CONNECTION_ID_LIMIT_ERROR, () -> issue(next, next));
    }

    @Test
    void weOurselvesStopBeforeThatLimit() throws TransportException {
        for (int number = 1; number <= Retirements.MAX_UNACKNOWLEDGED; number++) {
            issue(number, 0);
            assertThat(ids.switchToFresh()).isTrue();
        }
        issue(Retirements.MAX_UNACKNOWLEDGED + 1, 0);

        assertThat(ids.switchToFresh()).isFalse();
        ids.onAcked(sent(0));
        assertThat(ids.switchToFresh()).isTrue();
    }

    @Test
    void aPeerThatLeavesGapsCannotMakeItGrow() throws TransportException {
        for (int number = 2; number < 2_000; number += 2) {
            issue(number, number);
            ids.onAcked(sent(number - 2));
        }

        assertThat(ids.currentSequenceNumber()).isEqualTo(1_998);
        Frames.of(ids);
        issue(3, 0); // so long ago that it counts as given back
        assertThat(Frames.of(ids)).isEmpty();
    }

    @Test
    void onlyTheTokenOfTheIdInUseEndsTheConnection() // RFC 9000 §10.3.1
            throws TransportException {
        assertThat(isReset(0)).isFalse();
        ids.onHandshakeResetToken(token(0));
        issue(1, 0);
        assertThat(isReset(0)).isTrue();
        assertThat(isReset(1)).isFalse();

        ids.switchToFresh();
        assertThat(isReset(0)).isFalse();
        assertThat(isReset(1)).isTrue();
        assertThat(ids.resetTokens()).containsExactly(token(1));
    }

    @Test
    void aPathWithoutIdsWaitsForTheFirst() throws TransportException {
        PeerIds other = new PeerIds(PathId.ZERO, 2);
        assertThat(other.isEmpty()).isTrue();
        assertThat(other.canBeReset()).isFalse();
        assertThat(other.isResetToken(0, token(0))).isFalse();

        other.onNewConnectionId(new NewConnectionIdFrame(0, 0, id(9), token(9)));
        assertThat(other.isEmpty()).isFalse();
        assertThat(other.current()).isEqualTo(id(9));
    }

    private void issue(int number, int retirePriorTo) throws TransportException {
        ids.onNewConnectionId(
                new NewConnectionIdFrame(number, retirePriorTo, id(number), token(number)));
    }

    private boolean isReset(int number) {
        return ids.isResetToken(0, token(number));
    }

    private static ConnectionId id(int number) {
        return ConnectionId.of(new byte[] {(byte) (number >> 8), (byte) number, 3, 4});
    }

    private static StatelessResetToken token(int number) {
        byte[] bytes = new byte[StatelessResetToken.LENGTH];
        bytes[0] = (byte) (number >> 8);
        bytes[15] = (byte) number;
        return StatelessResetToken.of(bytes, 0);
    }

    private static SentFrame sent(long sequenceNumber) {
        return Frames.sent(Kind.RETIRE_CONNECTION_ID, sequenceNumber);
    }

    private static void assertFails(TransportErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .returns(code.code(), TransportException::code);
    }
}
