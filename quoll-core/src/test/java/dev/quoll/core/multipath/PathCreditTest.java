package dev.quoll.core.multipath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.id.PathId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;

class PathCreditTest {
    private final PathCredit credit = new PathCredit(4);

    @Test
    void itTakesBothSides() { // Multipath §2.1
        assertThat(credit.isNegotiated()).isFalse();
        assertThat(credit.both()).isEqualTo(-1);
        credit.onPeerParameter(0);
        assertThat(credit.isNegotiated()).isTrue();
        PathCredit off = new PathCredit(0);
        off.onPeerParameter(7);
        assertThat(off.isNegotiated()).isFalse();
    }

    @Test
    void theSideThatAllowsLessDecides() {
        credit.onPeerParameter(7);
        assertThat(credit.both()).isEqualTo(3);
        assertThat(credit.isPeersLimit()).isFalse();
        credit.onDiscarded();
        assertThat(credit.both()).isEqualTo(4);
    }

    @Test
    void thePeerRaisesWhatItAllowsAndNeverLowersIt() throws TransportException { // Multipath §4.6
        credit.onPeerParameter(1);
        credit.onMaxPathId(3);
        credit.onMaxPathId(2); // late
        assertThat(credit.peers()).isEqualTo(3);
        isViolation(() -> credit.onMaxPathId(0));
        isViolation(() -> credit.onMaxPathId(PathId.MAX_VALUE + 1));
    }

    @Test
    void onlyWhatThePeerWasToldMayBeUsed() throws TransportException { // Multipath §4
        credit.check(3);
        isViolation(() -> credit.check(4));
        credit.onDiscarded();
        isViolation(() -> credit.check(4));
        assertThat(sent()).containsExactly(new MaxPathIdFrame(4));
        credit.check(4);
    }

    @Test
    void aPacketWithoutRoomTellsNothing() {
        credit.onDiscarded();
        credit.writeTo(ControlFrames.upTo(0));
        assertThat(credit.wantsToSend()).isTrue();
        isViolation(() -> credit.check(4));
    }

    @Test
    void onlyTheNewestLimitIsSentAgain() {
        credit.onDiscarded();
        sent();
        credit.onDiscarded();
        sent();
        credit.onLost(4);
        assertThat(credit.wantsToSend()).isFalse();
        credit.onLost(5);
        assertThat(sent()).containsExactly(new MaxPathIdFrame(5));
        credit.onAcked(5);
        assertThat(credit.wantsToSend()).isFalse();
    }

    private List<Frame> sent() {
        ControlFrames packet = ControlFrames.any();
        credit.writeTo(packet);
        return packet.taken();
    }

    private static void isViolation(ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .extracting(TransportException::code)
                .isEqualTo(TransportErrorCode.PROTOCOL_VIOLATION.code());
    }
}
