package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;
import dev.quoll.core.stream.StreamsConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/// A client that goes to a limit is let be, and one that goes a single step further is not.
class OverrunTest {
    private static final StreamsConfig LIMITS = StreamsConfig.DEFAULT;
    private static final int WINDOW = (int) LIMITS.streamWindow();

    private final CraftingClient peer = new CraftingClient();
    private final Flood flood = new Flood(peer);

    @Test
    void oneByteMoreThanAStreamTakes() { // RFC 9000 §4.1
        send(id(UNIDIRECTIONAL, 0), WINDOW - 1, 1);
        isOpen();

        send(id(UNIDIRECTIONAL, 0), WINDOW, 1);
        flood.assertClosedWith(TransportErrorCode.FLOW_CONTROL_ERROR);
    }

    @Test
    void oneByteMoreThanTheConnectionTakes() { // RFC 9000 §4.1
        long last = fillConnectionUpToOneByte();
        send(last, 0, 1);
        isOpen();

        send(last, 1, 1);
        flood.assertClosedWith(TransportErrorCode.FLOW_CONTROL_ERROR);
    }

    @Test
    void aResetThatEndsAByteBehindWhatTheConnectionTakes() { // RFC 9000 §4.5
        long last = fillConnectionUpToOneByte();

        flood.send(new ResetStreamFrame(last, 0, 2));
        flood.assertClosedWith(TransportErrorCode.FLOW_CONTROL_ERROR);
    }

    /// @return a stream on which nothing was sent
    private long fillConnectionUpToOneByte() {
        long left = LIMITS.connectionWindow() - 1;
        int index = 0;
        while (left > 0) {
            int end = (int) Math.min(left, WINDOW);
            send(id(BIDIRECTIONAL, index++), end - 1, 1);
            left -= end;
        }
        isOpen();
        return id(BIDIRECTIONAL, index);
    }

    @ParameterizedTest
    @EnumSource
    void oneStreamMoreThanMayBeOpen(Direction direction) { // RFC 9000 §4.6
        send(id(direction, 99), 0, 1);
        isOpen();

        send(id(direction, 100), 0, 1);
        flood.assertClosedWith(TransportErrorCode.STREAM_LIMIT_ERROR);
    }

    /// A stream of 10 bytes is at its end, and then says something else.
    @ParameterizedTest
    @CsvSource({"10, 1, false", "0, 9, true", "0, 11, true", "10, 1, true"})
    void anotherEndThanBefore(int offset, int length, boolean fin) { // RFC 9000 §4.5
        flood.sendPayload(stream(0, 0, 10, true));
        flood.sendPayload(stream(0, 0, 10, true));
        isOpen();

        flood.sendPayload(stream(0, offset, length, fin));
        flood.assertClosedWith(TransportErrorCode.FINAL_SIZE_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"9", "11"})
    void aResetWithAnotherEndThanBefore(long finalSize) { // RFC 9000 §4.5
        flood.sendPayload(stream(0, 0, 10, true));
        flood.send(new ResetStreamFrame(0, 0, 10));
        isOpen();

        flood.send(new ResetStreamFrame(0, 0, finalSize));
        flood.assertClosedWith(TransportErrorCode.FINAL_SIZE_ERROR);
    }

    @Test
    void anEndBeforeWhatCame() { // RFC 9000 §4.5
        send(0, 0, 10);

        flood.send(new ResetStreamFrame(0, 0, 9));
        flood.assertClosedWith(TransportErrorCode.FINAL_SIZE_ERROR);
    }

    @Test
    void oneConnectionIdMoreThanWeTake() { // RFC 9000 §5.1.1
        int limit = ConnectionConfig.DEFAULT.connectionIdLimit();
        flood.send(Flood.newId(100, 100));
        for (int number = 101; number < 100 + limit; number++) {
            flood.send(Flood.newId(number, 100));
        }
        isOpen();

        flood.send(Flood.newId(100 + limit, 100));
        flood.assertClosedWith(TransportErrorCode.CONNECTION_ID_LIMIT_ERROR);
    }

    @Test
    void aConnectionIdThatIsNotSentYetIsGivenBack() { // RFC 9000 §19.16
        int limit = ConnectionConfig.DEFAULT.connectionIdLimit();
        flood.send(new RetireConnectionIdFrame(limit - 1));
        isOpen();

        // the first of them makes us issue another ID, which the second cannot know
        flood.send(new RetireConnectionIdFrame(limit), new RetireConnectionIdFrame(limit + 1));
        flood.assertClosedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void oneByteMoreOfAHandshakeThanIsHeld() { // RFC 9000 §7.5
        int held = ConnectionConfig.DEFAULT.cryptoBufferSize();
        flood.sendPayload(PacketCraft.crypto(held - 1, new byte[1]));
        isOpen();

        flood.sendPayload(PacketCraft.crypto(held, new byte[1]));
        flood.assertClosedWith(TransportErrorCode.CRYPTO_BUFFER_EXCEEDED);
    }

    @Test
    void anAcknowledgmentOfTheNextPacket() { // RFC 9000 §13.1
        flood.send(new ResetStreamFrame(0, 0, 0), new ResetStreamFrame(4, 0, 0));
        peer.pass(30_000_000);
        flood.answers();
        int largest = (int) flood.numbers().max();
        flood.sendPayload(new byte[] {0x02, (byte) largest, 0, 0, 0});
        isOpen();

        flood.sendPayload(new byte[] {0x02, (byte) (largest + 1), 0, 0, 0});
        flood.assertClosedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    private void send(long id, int offset, int length) {
        flood.sendPayload(stream(id, offset, length, false));
    }

    private static byte[] stream(long id, int offset, int length, boolean fin) {
        ByteWriter out = new ByteWriter(new byte[100]);
        StreamFrame.writeHeader(out, id, offset, length, fin);
        return Arrays.copyOf(out.array(), out.position() + length);
    }

    private static long id(Direction direction, int index) {
        return StreamId.of(Side.CLIENT, direction, index);
    }

    private void isOpen() {
        assertThat(flood.server().closeCause()).isEmpty();
    }
}
