package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.read;
import static dev.quoll.core.stream.Pair.readAll;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.ResetStreamAtFrame;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Resets that take effect when the beginning of a stream is delivered.
class ReliableResetTest { // draft-ietf-quic-reliable-stream-reset
    private final Pair pair = new Pair(StreamsConfig.DEFAULT);
    private final Streams client = pair.client;
    private final Streams server = pair.server;

    ReliableResetTest() {
        client.onPeerTakesReliableResets(true);
    }

    @Test
    void allThatWasWrittenIsDeliveredBeforeTheReset() throws TransportException { // §5
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 5000);
        client.resetAfterDelivery(id, 42);
        pair.drive();

        assertThat(readAll(server, id)).hasSize(5000);
        assertThat(client.isDelivered(id)).isTrue();
    }

    @Test
    void theCodeIsTold() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 10);
        client.resetAfterDelivery(id, 42);
        pair.drive();
        assertThat(read(server, id, 10)).isEqualTo(10);

        long result = read(server, id, 1);
        assertThat(StreamResult.isAborted(result)).isTrue();
        assertThat(StreamResult.code(result)).isEqualTo(42);
    }

    @Test
    void lostDataIsSentAgainThoughTheResetArrived() throws TransportException { // §5
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 3000);
        client.resetAfterDelivery(id, 42);
        List<Packet> packets = flight(client);
        Packet lost = packets.removeFirst();
        for (Packet packet : packets) {
            packet.arriveAt(server);
            packet.acknowledgedTo(client);
        }
        assertThat(server.isReadable(id)).isFalse();
        lost.lostFor(client);
        pair.drive();

        assertThat(readAll(server, id)).hasSize(3000);
    }

    @Test
    void aResetWithoutDataTakesEffectAtOnce() throws TransportException { // §4
        long id = pair.open(UNIDIRECTIONAL);
        client.resetAfterDelivery(id, 7);
        pair.drive();

        assertThat(StreamResult.code(read(server, id, 1))).isEqualTo(7);
    }

    @Test
    void onlyASmallerReliableSizeCounts() throws TransportException { // §5.2
        server.onResetStreamAt(new ResetStreamAtFrame(2, 7, 100, 50));
        server.onResetStreamAt(new ResetStreamAtFrame(2, 7, 100, 80));
        server.onStream(2, 0, new byte[50], 0, 50, false);

        assertThat(readAll(server, 2)).hasSize(50);
    }

    @Test
    void anotherCodeOrFinalSizeIsAnError() throws TransportException { // §5.2
        server.onResetStreamAt(new ResetStreamAtFrame(2, 7, 100, 50));

        fails(
                () -> server.onResetStreamAt(new ResetStreamAtFrame(2, 8, 100, 40)),
                TransportErrorCode.STREAM_STATE_ERROR);
        fails(
                () -> server.onResetStreamAt(new ResetStreamAtFrame(2, 7, 101, 40)),
                TransportErrorCode.FINAL_SIZE_ERROR);
    }

    @Test
    void theFinalSizeCountsForFlowControl() { // §4
        fails(
                () -> server.onResetStreamAt(new ResetStreamAtFrame(2, 7, 1L << 40, 0)),
                TransportErrorCode.FLOW_CONTROL_ERROR);
    }

    private static void fails(ThrowingCallable call, TransportErrorCode code) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == code.code());
    }
}
