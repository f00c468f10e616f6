package dev.quoll.core.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.DatagramFrame;

import org.junit.jupiter.api.Test;

class DatagramsTest { // RFC 9221
    private static final int ROOM = 1100;

    private final Datagrams datagrams = new Datagrams(DatagramConfig.DEFAULT);

    @Test
    void thePeersLimitCountsTypeAndLengthToo() { // §3
        datagrams.onPeerLimit(100);

        assertThat(datagrams.maxSize(ROOM)).hasValue(97);
        assertThat(send(98)).isEqualTo(SendOutcome.TOO_LARGE);
        assertThat(send(97)).isEqualTo(SendOutcome.QUEUED);
    }

    @Test
    void aPacketIsTheOtherLimit() {
        datagrams.onPeerLimit(DatagramConfig.ANY_FRAME_SIZE);

        assertThat(datagrams.maxSize(ROOM)).hasValue(ROOM - 3);
    }

    @Test
    void aFrameNobodyAllowedIsAViolation() { // §3
        Datagrams off = new Datagrams(DatagramConfig.DISABLED);

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> off.onDatagram(new DatagramFrame()))
                .matches(e -> e.code() == TransportErrorCode.PROTOCOL_VIOLATION.code());
    }

    @Test
    void emptyDatagramsAreNotWithoutNumber() throws TransportException {
        for (int i = 0; i < 1_000_000; i++) {
            datagrams.onDatagram(new DatagramFrame());
        }
        int kept = 0;
        while (datagrams.receive() != null) {
            kept++;
        }

        assertThat(kept).isLessThanOrEqualTo(1_250_000 / DatagramQueue.OVERHEAD);
        assertThat(datagrams.droppedIncoming()).isEqualTo(1_000_000L - kept);
    }

    @Test
    void whatWaitedForRejectedEarlyDataIsDroppedAndCounted() {
        datagrams.onPeerLimit(1000);
        send(10);
        send(10);

        datagrams.onEarlyDataRejected();

        assertThat(datagrams.wantsToSend()).isFalse();
        assertThat(datagrams.droppedOutgoing()).isEqualTo(2);
        assertThat(send(10)).isEqualTo(SendOutcome.UNSUPPORTED_BY_PEER);
    }

    @Test
    void whoWaitsForRoomIsToldThatEarlyDataWasRejected() {
        datagrams.onPeerLimit(1000);
        SendOutcome outcome = SendOutcome.QUEUED;
        while (outcome == SendOutcome.QUEUED) {
            outcome = datagrams.send(new byte[900], 0, 900, WhenFull.WAIT, ROOM);
        }
        assertThat(datagrams.poll()).isNull();

        datagrams.onEarlyDataRejected();

        assertThat(datagrams.poll()).isEqualTo(DatagramEvent.WRITABLE);
        assertThat(datagrams.poll()).isNull();
    }

    private SendOutcome send(int length) {
        return datagrams.send(new byte[length], 0, length, WhenFull.DROP_OLDEST, ROOM);
    }
}
