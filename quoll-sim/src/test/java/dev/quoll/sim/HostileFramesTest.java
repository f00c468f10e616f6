package dev.quoll.sim;

import static dev.quoll.core.error.TransportErrorCode.FLOW_CONTROL_ERROR;
import static dev.quoll.core.error.TransportErrorCode.FRAME_ENCODING_ERROR;
import static dev.quoll.core.error.TransportErrorCode.PROTOCOL_VIOLATION;
import static dev.quoll.core.error.TransportErrorCode.STREAM_LIMIT_ERROR;
import static dev.quoll.core.error.TransportErrorCode.STREAM_STATE_ERROR;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// What a server tells a client that sends 1-RTT packets no honest client sends, over the simulated
/// network. The numbers are those of the 34 checks in `docs/conformance.md`.
class HostileFramesTest {
    private static final long TOO_MANY_STREAMS = (1L << 60) + 1;
    private static final StatelessResetToken TOKEN = StatelessResetToken.of(new byte[16], 0);

    private final HostileClient client = new HostileClient();

    @BeforeEach
    void connect() {
        client.connect();
    }

    @Test
    void dataFarBeyondTheLimitIsAFlowControlError() { // check 1, RFC 9000 §4.1
        sendByteOfStream(0, 100_000_000);
        isTold(FLOW_CONTROL_ERROR, 0x0e);
    }

    @Test
    void aStreamFarBeyondTheLimitIsAStreamLimitError() { // check 2, RFC 9000 §4.6
        sendByteOfStream(1_000_000_000, 0);
        isTold(STREAM_LIMIT_ERROR, 0x0a);
    }

    @Test
    void anUnknownFrameIsAnEncodingError() { // check 11, RFC 9000 §12.4
        sendPayload(new byte[] {0x20, 0, 0, 0});
        isTold(FRAME_ENCODING_ERROR, 0x20);
    }

    @Test
    void aPacketWithoutFramesIsAViolation() { // check 12, RFC 9000 §12.4
        sendPayload(new byte[0]);
        isTold(PROTOCOL_VIOLATION, 0);
    }

    @Test
    void reservedBitsInAShortHeaderAreAViolation() { // check 15, RFC 9000 §17.3.1
        client.send(EncryptionLevel.ONE_RTT, 0x18, PacketCraft.payload(PingFrame.INSTANCE));
        isTold(PROTOCOL_VIOLATION, 0);
    }

    @Test
    void aResetOfAStreamThatTheServerOnlySendsOnIsAStateError() { // check 16, RFC 9000 §19.4
        send(new ResetStreamFrame(3, 0, 0));
        isTold(STREAM_STATE_ERROR, 0x04);
    }

    @Test
    void stoppingAStreamThatDoesNotExistIsAStateError() { // check 17, RFC 9000 §19.5
        send(new StopSendingFrame(101, 0));
        isTold(STREAM_STATE_ERROR, 0x05);
    }

    @Test
    void newTokenIsNotForServers() { // check 18, RFC 9000 §19.7
        send(new NewTokenFrame(new byte[] {1}));
        isTold(PROTOCOL_VIOLATION, 0x07);
    }

    @Test
    void dataOnAStreamThatTheServerHasNotOpenedIsAStateError() { // check 19, RFC 9000 §19.8
        sendByteOfStream(1, 0);
        isTold(STREAM_STATE_ERROR, 0x0a);
    }

    @Test
    void dataOnAStreamThatTheServerOnlySendsOnIsAStateError() { // check 20, RFC 9000 §19.8
        sendByteOfStream(3, 0);
        isTold(STREAM_STATE_ERROR, 0x0a);
    }

    @Test
    void creditForAStreamThatDoesNotExistIsAStateError() { // check 21, RFC 9000 §19.10
        send(new MaxStreamDataFrame(101, 1000));
        isTold(STREAM_STATE_ERROR, 0x11);
    }

    @Test
    void creditForAStreamThatTheServerOnlyReceivesOnIsAStateError() { // check 22, RFC 9000 §19.10
        send(new MaxStreamDataFrame(2, 1000));
        isTold(STREAM_STATE_ERROR, 0x11);
    }

    @Test
    void moreStreamsThanThereCanBeAreAnEncodingError() { // check 23, RFC 9000 §19.11
        send(new MaxStreamsFrame(Direction.BIDIRECTIONAL, TOO_MANY_STREAMS));
        isTold(FRAME_ENCODING_ERROR, 0x12);
    }

    @Test
    void beingBlockedAtMoreStreamsThanThereCanBeIsAnEncodingError() { // check 24, RFC 9000 §19.14
        send(new StreamsBlockedFrame(Direction.BIDIRECTIONAL, TOO_MANY_STREAMS));
        isTold(FRAME_ENCODING_ERROR, 0x16);
    }

    @Test
    void aConnectionIdThatRetiresItselfIsAnEncodingError() { // check 25, RFC 9000 §19.15
        send(new NewConnectionIdFrame(5, 6, ConnectionId.of(new byte[8], 0, 8), TOKEN));
        isTold(FRAME_ENCODING_ERROR, 0x18);
    }

    @Test
    void aConnectionIdWithoutBytesIsAnEncodingError() { // check 26, RFC 9000 §19.15
        send(new NewConnectionIdFrame(5, 0, ConnectionId.EMPTY, TOKEN));
        isTold(FRAME_ENCODING_ERROR, 0x18);
    }

    @Test
    void handshakeDoneIsNotForServers() { // check 27, RFC 9000 §19.20
        send(HandshakeDoneFrame.INSTANCE);
        isTold(PROTOCOL_VIOLATION, 0x1e);
    }

    private void sendByteOfStream(long id, long offset) {
        ByteWriter frame = new ByteWriter(new byte[20]);
        StreamFrame.writeHeader(frame, id, offset, 1, false);
        sendPayload(Arrays.copyOf(frame.array(), frame.position() + 1));
    }

    private void send(Frame frame) {
        sendPayload(PacketCraft.payload(frame));
    }

    private void sendPayload(byte[] payload) {
        client.send(EncryptionLevel.ONE_RTT, payload);
    }

    private void isTold(TransportErrorCode code, long frameType) {
        client.isTold(code.code(), frameType);
    }
}
