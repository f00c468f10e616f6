package dev.quoll.sim;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.id.Direction;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// What a client does with 1-RTT packets that no honest server sends: it closes, and says why to
/// the server and to its application.
class HostileServerTest {
    private final Encounter encounter = new Encounter();
    private final CraftingServer server = encounter.server();

    @BeforeEach
    void shakeHands() {
        encounter.shakeHands();
    }

    @Test
    void anHonestServerIsAnswered() {
        encounter.goesOn();
    }

    @Test
    void dataPastTheLimitOfAStreamIsAFlowControlError() { // RFC 9000 §4.1
        sends("0f" + "03" + "85f5e100" + "01" + "00");
        encounter.closesWith(TransportErrorCode.FLOW_CONTROL_ERROR, 0x0f);
    }

    @Test
    void aStreamTooManyIsAStreamLimitError() { // RFC 9000 §4.6
        sends("0a" + "c00000003b9aca01" + "01" + "00");
        encounter.closesWith(TransportErrorCode.STREAM_LIMIT_ERROR, 0x0a);
    }

    @Test
    void anUnknownFrameIsAnEncodingError() { // RFC 9000 §12.4
        sends("20" + "000000");
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x20);
    }

    @Test
    void aPacketWithoutFramesIsAViolation() { // RFC 9000 §12.4
        sends("");
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0);
    }

    @Test
    void reservedBitsAreAViolation() { // RFC 9000 §17.3.1
        server.sendWithBits(EncryptionLevel.ONE_RTT, 0x18, new byte[] {1});
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0);
    }

    @Test
    void aStreamOnWhichOnlyTheClientSendsCannotBeReset() { // RFC 9000 §19.4
        encounter.client().core().streams().open(Direction.UNIDIRECTIONAL);
        server.send(EncryptionLevel.ONE_RTT, new ResetStreamFrame(2, 0, 0));
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x04);
    }

    @Test
    void aStreamThatTheClientHasNotOpenedCannotBeStopped() { // RFC 9000 §19.5
        server.send(EncryptionLevel.ONE_RTT, new StopSendingFrame(100, 0));
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x05);
    }

    @Test
    void aStreamOnWhichOnlyTheServerSendsCannotBeStopped() { // RFC 9000 §19.5
        server.send(EncryptionLevel.ONE_RTT, new StopSendingFrame(3, 0));
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x05);
    }

    @Test
    void thereIsNoDataOnAStreamThatTheClientHasNotOpened() { // RFC 9000 §19.8
        sends("0a" + "00" + "01" + "00");
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x0a);
    }

    @Test
    void thereIsNoDataOnAStreamOnWhichOnlyTheClientSends() { // RFC 9000 §19.8
        encounter.client().core().streams().open(Direction.UNIDIRECTIONAL);
        sends("0a" + "02" + "01" + "00");
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x0a);
    }

    @Test
    void thereIsNoCreditForAStreamThatTheClientHasNotOpened() { // RFC 9000 §19.10
        server.send(EncryptionLevel.ONE_RTT, new MaxStreamDataFrame(100, 1000));
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x11);
    }

    @Test
    void thereIsNoCreditForAStreamOnWhichOnlyTheServerSends() { // RFC 9000 §19.10
        server.send(EncryptionLevel.ONE_RTT, new MaxStreamDataFrame(3, 1000));
        encounter.closesWith(TransportErrorCode.STREAM_STATE_ERROR, 0x11);
    }

    @Test
    void creditForMoreStreamsThanCanBeIsAnEncodingError() { // RFC 9000 §19.11
        sends("12" + "d000000000000001");
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x12);
    }

    @Test
    void creditForMoreStreamsOfOneDirectionThanCanBeIsAnEncodingError() { // RFC 9000 §19.11
        sends("13" + "d000000000000001");
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x13);
    }

    @Test
    void whoIsBlockedByMoreStreamsThanCanBeMakesAnEncodingError() { // RFC 9000 §19.14
        sends("16" + "d000000000000001");
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x16);
    }

    @Test
    void anIdThatRetiresItselfIsAnEncodingError() { // RFC 9000 §19.15
        sends("18" + "01" + "02" + "08" + "0102030405060708" + "00".repeat(16));
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x18);
    }

    @Test
    void anIdWithoutBytesIsAnEncodingError() { // RFC 9000 §19.15
        sends("18" + "01" + "00" + "00" + "00".repeat(16));
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x18);
    }

    @Test
    void aTokenWithoutBytesIsAnEncodingError() { // RFC 9000 §19.7
        sends("07" + "00");
        encounter.closesWith(TransportErrorCode.FRAME_ENCODING_ERROR, 0x07);
    }

    private void sends(String payload) {
        server.sendPayload(EncryptionLevel.ONE_RTT, HexFormat.of().parseHex(payload));
    }
}
