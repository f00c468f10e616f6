package dev.quoll.core.stream;

import static dev.quoll.core.error.TransportErrorCode.FINAL_SIZE_ERROR;
import static dev.quoll.core.error.TransportErrorCode.FLOW_CONTROL_ERROR;
import static dev.quoll.core.error.TransportErrorCode.FRAME_ENCODING_ERROR;
import static dev.quoll.core.error.TransportErrorCode.STREAM_LIMIT_ERROR;
import static dev.quoll.core.error.TransportErrorCode.STREAM_STATE_ERROR;
import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.flow.ReceiveLimit;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client may not do to a server's streams.
class HostileStreamsTest {
    private static final int CLIENT_BIDI = 0;
    private static final int SERVER_BIDI = 1;
    private static final int CLIENT_UNI = 2;
    private static final int SERVER_UNI = 3;

    private final Streams server =
            new Streams(Side.SERVER, new StreamsConfig(1_500, 1_000, 100, 100, 10_000));
    private final byte[] bytes = new byte[2_000];

    HostileStreamsTest() {
        server.onPeerParameters(new PeerLimits(1_000, 1_000, 1_000, 1_000, 10, 10));
    }

    /// RFC 9000 §4.1.
    @Test
    void oneByteOverTheLimitOfAStream() throws TransportException {
        stream(CLIENT_UNI, 0, 1_000);
        fails(FLOW_CONTROL_ERROR, () -> stream(CLIENT_UNI, 1_000, 1));
    }

    @Test
    void oneByteOverTheLimitOfTheConnection() throws TransportException {
        stream(CLIENT_UNI, 0, 1_000);
        stream(CLIENT_UNI + 4, 0, 500);
        fails(FLOW_CONTROL_ERROR, () -> stream(CLIENT_UNI + 4, 500, 1));
    }

    @Test
    void gapsCountForFlowControl() throws TransportException {
        stream(CLIENT_UNI, 999, 1);
        stream(CLIENT_UNI + 4, 499, 1);
        fails(FLOW_CONTROL_ERROR, () -> stream(CLIENT_UNI + 8, 0, 1));
    }

    @Test
    void repeatedDataCountsOnce() throws TransportException {
        for (int i = 0; i < 10; i++) {
            stream(CLIENT_UNI, 0, 1_000);
        }
        stream(CLIENT_UNI + 4, 0, 500);
    }

    /// RFC 9000 §4.5: a reset counts the bytes up to its final size.
    @Test
    void aResetOverTheLimits() throws TransportException {
        fails(FLOW_CONTROL_ERROR, () -> server.onResetStream(CLIENT_UNI, 0, 1_001));
        stream(CLIENT_UNI, 0, 1_000);
        fails(FLOW_CONTROL_ERROR, () -> server.onResetStream(CLIENT_UNI + 4, 0, 501));
        server.onResetStream(CLIENT_UNI + 4, 0, 500);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, ReceiveLimit.MAX_OFFSET})
    void dataFarAway(long offset) {
        fails(FLOW_CONTROL_ERROR, () -> stream(CLIENT_BIDI, offset, 1));
    }

    /// RFC 9000 §4.5.
    @Test
    void dataPastTheFinalSize() throws TransportException {
        server.onStream(CLIENT_UNI, 0, bytes, 0, 10, true);
        fails(FINAL_SIZE_ERROR, () -> stream(CLIENT_UNI, 5, 6));
        stream(CLIENT_UNI, 5, 5);
    }

    @Test
    void anotherFinalSize() throws TransportException {
        server.onStream(CLIENT_UNI, 0, bytes, 0, 10, true);
        fails(FINAL_SIZE_ERROR, () -> server.onStream(CLIENT_UNI, 0, bytes, 0, 9, true));
        fails(FINAL_SIZE_ERROR, () -> server.onStream(CLIENT_UNI, 0, bytes, 0, 11, true));
        fails(FINAL_SIZE_ERROR, () -> server.onResetStream(CLIENT_UNI, 0, 11));
        server.onStream(CLIENT_UNI, 10, bytes, 0, 0, true);
    }

    @Test
    void aFinalSizeBelowWhatCame() throws TransportException {
        stream(CLIENT_UNI, 0, 10);
        fails(FINAL_SIZE_ERROR, () -> server.onStream(CLIENT_UNI, 5, bytes, 0, 4, true));
        fails(FINAL_SIZE_ERROR, () -> server.onResetStream(CLIENT_UNI, 0, 9));
    }

    @Test
    void aFinalSizeThatChangesAfterAReset() throws TransportException {
        server.onResetStream(CLIENT_UNI, 0, 10);
        fails(FINAL_SIZE_ERROR, () -> server.onResetStream(CLIENT_UNI, 0, 11));
        fails(FINAL_SIZE_ERROR, () -> stream(CLIENT_UNI, 10, 1));
        stream(CLIENT_UNI, 0, 10);
    }

    @Test
    void aStoppedStreamIsStillChecked() throws TransportException {
        stream(CLIENT_UNI, 0, 10);
        server.stop(CLIENT_UNI, 0);
        fails(FINAL_SIZE_ERROR, () -> server.onResetStream(CLIENT_UNI, 0, 9));
        fails(FLOW_CONTROL_ERROR, () -> stream(CLIENT_UNI, 1_000, 1));
    }

    /// RFC 9000 §4.6.
    @Test
    void oneStreamTooMany() throws TransportException {
        stream(id(99, CLIENT_BIDI), 0, 1);
        stream(id(99, CLIENT_UNI), 0, 1);
        fails(STREAM_LIMIT_ERROR, () -> stream(id(100, CLIENT_BIDI), 0, 1));
        fails(STREAM_LIMIT_ERROR, () -> stream(id(100, CLIENT_UNI), 0, 1));
        fails(STREAM_LIMIT_ERROR, () -> server.onStopSending(id(100, CLIENT_BIDI), 0));
        fails(STREAM_LIMIT_ERROR, () -> server.onMaxStreamData(1_000_000_000, 0));
        fails(STREAM_LIMIT_ERROR, () -> server.onResetStream((1L << 62) - 4, 0, 0));
        fails(STREAM_LIMIT_ERROR, () -> server.onStreamDataBlocked(id(100, CLIENT_UNI), 0));
    }

    /// RFC 9000 §19.4, §19.8, §19.13.
    @Test
    void dataOnAStreamWeOnlySendOn() {
        server.open(UNIDIRECTIONAL);
        fails(STREAM_STATE_ERROR, () -> stream(SERVER_UNI, 0, 1));
        fails(STREAM_STATE_ERROR, () -> server.onResetStream(SERVER_UNI, 0, 0));
        fails(STREAM_STATE_ERROR, () -> server.onStreamDataBlocked(SERVER_UNI, 0));
    }

    /// RFC 9000 §19.5, §19.10.
    @Test
    void creditForAStreamWeOnlyReceiveOn() throws TransportException {
        stream(CLIENT_UNI, 0, 1);
        fails(STREAM_STATE_ERROR, () -> server.onMaxStreamData(CLIENT_UNI, 1));
        fails(STREAM_STATE_ERROR, () -> server.onStopSending(CLIENT_UNI, 1));
    }

    @Test
    void framesForAStreamWeHaveNotOpened() {
        fails(STREAM_STATE_ERROR, () -> stream(SERVER_BIDI, 0, 1));
        fails(STREAM_STATE_ERROR, () -> server.onResetStream(SERVER_BIDI, 0, 0));
        fails(STREAM_STATE_ERROR, () -> server.onStopSending(id(25, SERVER_BIDI), 0));
        fails(STREAM_STATE_ERROR, () -> server.onMaxStreamData(id(25, SERVER_BIDI), 0));
        fails(STREAM_STATE_ERROR, () -> server.onMaxStreamData(SERVER_UNI, 0));
        fails(STREAM_STATE_ERROR, () -> server.onStopSending(SERVER_UNI, 0));
    }

    /// RFC 9000 §4.6, §19.14.
    @Test
    void moreStreamsThanCanBe() throws TransportException {
        long most = StreamId.MAX_COUNT;
        server.onMaxStreams(BIDIRECTIONAL, most);
        server.onStreamsBlocked(BIDIRECTIONAL, most);
        fails(FRAME_ENCODING_ERROR, () -> server.onMaxStreams(BIDIRECTIONAL, most + 1));
        fails(FRAME_ENCODING_ERROR, () -> server.onStreamsBlocked(UNIDIRECTIONAL, most + 1));
    }

    @Test
    void framesForAStreamThatIsGoneAreIgnored() throws TransportException {
        server.onStream(CLIENT_UNI, 0, bytes, 0, 10, true);
        server.read(CLIENT_UNI, bytes, 0, 10);
        server.read(CLIENT_UNI, bytes, 0, 10);
        assertThat(server.halves()).isZero();
        stream(CLIENT_UNI, 0, 100);
        server.onResetStream(CLIENT_UNI, 5, 5);
        server.onStreamDataBlocked(CLIENT_UNI, 5);
        assertThat(server.halves()).isZero();
    }

    /// Opening, resetting and stopping streams without end makes nothing grow: until the
    /// application has seen them, the limit on streams stands.
    @Test
    void streamsResetAndStoppedAtOnceAreBoundedByTheirLimit() throws TransportException {
        for (int index = 0; index < 100; index++) {
            server.onResetStream(id(index, CLIENT_BIDI), 0, 0);
            server.onStopSending(id(index, CLIENT_BIDI), 0);
        }
        Pair.flight(server).forEach(packet -> packet.acknowledgedTo(server));
        assertThat(server.halves()).isEqualTo(200);
        fails(STREAM_LIMIT_ERROR, () -> server.onResetStream(id(100, CLIENT_BIDI), 0, 0));
    }

    /// A limit that is named again and again is no event and no frame.
    @Test
    void repeatedLimitsCauseNothing() throws TransportException {
        Pair.events(server);
        for (int i = 0; i < 1_000; i++) {
            server.onMaxStreams(BIDIRECTIONAL, 10);
            server.onMaxData(1_000);
            server.onDataBlocked(i);
            server.onStreamsBlocked(BIDIRECTIONAL, i);
        }
        assertThat(Pair.events(server)).isEmpty();
        assertThat(server.wantsToSend()).isFalse();
    }

    private void stream(long id, long offset, int length) throws TransportException {
        server.onStream(id, offset, bytes, 0, length, false);
    }

    private static long id(long index, int kind) {
        return index << 2 | kind;
    }

    private static void fails(TransportErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == code.code(), code.name());
    }
}
