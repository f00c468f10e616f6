package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.events;
import static dev.quoll.core.stream.Pair.exchange;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.read;
import static dev.quoll.core.stream.Pair.readAll;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StopSendingFrame;

import org.junit.jupiter.api.Test;

import java.util.List;

class StreamsTest {
    private final Pair pair = new Pair(StreamsConfig.DEFAULT);
    private final Streams client = pair.client;
    private final Streams server = pair.server;

    @Test
    void dataAndEndArrive() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        byte[] hello = "hello".getBytes(UTF_8);
        assertThat(client.write(id, hello, 0, 5)).isEqualTo(5);
        client.finish(id);
        pair.drive();

        assertThat(events(server)).containsExactly("OPENED UNIDIRECTIONAL", "READABLE 2");
        assertThat(server.accept(UNIDIRECTIONAL)).hasValue(id);
        assertThat(server.accept(UNIDIRECTIONAL)).isEmpty();
        assertThat(server.finalSize(id)).hasValue(5);
        byte[] into = new byte[10];
        assertThat(server.read(id, into, 2, 8)).isEqualTo(5);
        assertThat(new String(into, 2, 5, UTF_8)).isEqualTo("hello");
        assertThat(server.bytesRead(id)).isEqualTo(5);
        assertThat(server.isReadable(id)).isTrue();
        assertThat(read(server, id, 1)).isEqualTo(StreamResult.ENDED);
        assertThat(read(server, id, 1)).isEqualTo(StreamResult.GONE);
        assertThat(events(client)).containsExactly("DELIVERED 2");
        assertThat(client.isDelivered(id)).isTrue();
    }

    @Test
    void aStreamWithoutDataHasAnEnd() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        assertThat(client.wantsToSend()).isFalse();
        client.finish(id);
        pair.drive();
        assertThat(server.accept(BIDIRECTIONAL)).hasValue(id);
        assertThat(read(server, id, 1)).isEqualTo(StreamResult.ENDED);
    }

    @Test
    void bothSidesTalkOnABidirectionalStream() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        write(client, id, 100);
        pair.drive();
        assertThat(server.accept(BIDIRECTIONAL)).hasValue(id);
        write(server, id, 200);
        server.finish(id);
        pair.drive();
        assertThat(readAll(server, id)).hasSize(100);
        assertThat(readAll(client, id)).hasSize(200);
        assertThat(read(client, id, 1)).isEqualTo(StreamResult.GONE);
        assertThat(client.isWritable(id)).isTrue();
    }

    @Test
    void aResetReachesTheReaderAndDropsWhatWasNotRead() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        pair.drive();
        write(client, id, 5_000);
        client.reset(id, 77);
        assertThat(client.bytesUnacknowledged()).isZero();
        pair.drive();
        assertThat(events(server)).contains("RESET 2 77");
        assertThat(server.finalSize(id)).hasValue(100);
        long result = read(server, id, 10);
        assertThat(StreamResult.isAborted(result)).isTrue();
        assertThat(StreamResult.code(result)).isEqualTo(77);
        assertThat(events(client)).containsExactly("DELIVERED 2");
        assertThat(client.halves() + server.halves()).isZero();
    }

    @Test
    void aResetAfterAllDataArrivedChangesNothing() throws TransportException {
        server.onStream(2, 0, new byte[3], 0, 3, true);
        server.onResetStream(2, 9, 3);
        assertThat(read(server, 2, 10)).isEqualTo(3);
        assertThat(read(server, 2, 10)).isEqualTo(StreamResult.ENDED);
    }

    /// RFC 9000 §3.5: the answer to STOP_SENDING has its code.
    @Test
    void aStopIsAnsweredByAResetWithTheSameCode() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        pair.drive();
        server.stop(id, 42);
        exchange(server, client);
        List<Packet> answer = flight(client);
        assertThat(answer.getFirst().control).containsExactly(new ResetStreamFrame(id, 42, 100));
        answer.getFirst().arriveAt(server);
        answer.getFirst().acknowledgedTo(client);

        assertThat(events(client)).containsExactly("STOPPED 2 42", "DELIVERED 2");
        assertThat(server.halves()).isZero();
        assertThat(StreamResult.code(write(client, id, 1))).isEqualTo(42);
        assertThat(write(client, id, 1)).isEqualTo(StreamResult.GONE);
        assertThat(client.halves()).isZero();
    }

    @Test
    void theCodeOfAStopIsKeptUntilTheApplicationAsks() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1);
        pair.drive();
        server.stop(id, 5);
        pair.drive();
        assertThat(client.isWritable(id)).isFalse();
        assertThat(client.stoppedCode(id)).hasValue(5);
        assertThat(client.stoppedCode(id)).isEmpty();
        assertThat(client.isDelivered(id)).isTrue();
    }

    @Test
    void aStopAloneOpensABidirectionalStream() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        client.stop(id, 3);
        exchange(client, server);
        assertThat(events(server)).containsExactly("OPENED BIDIRECTIONAL", "STOPPED 0 3");
        assertThat(server.accept(BIDIRECTIONAL)).hasValue(id);
        assertThat(server.stoppedCode(id)).hasValue(3);
    }

    @Test
    void aStopBeforeTheEndIsToldToTheWriter() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1);
        pair.drive();
        server.stop(id, 8);
        pair.drive();
        assertThat(events(client)).contains("STOPPED 2 8");
        client.finish(id);
        assertThat(client.wantsToSend()).isFalse();
    }

    /// RFC 9000 §3.5: what is lost of a stream that was stopped is not sent again.
    @Test
    void aStopWhileTheEndIsOnItsWayEndsInAReset() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 10);
        pair.drive();
        client.finish(id);
        List<Packet> end = flight(client);
        server.stop(id, 8);
        exchange(server, client);
        end.getFirst().lostFor(client);
        pair.drive();
        assertThat(events(client)).containsExactly("STOPPED 2 8", "DELIVERED 2");
        assertThat(server.halves()).isZero();
    }

    @Test
    void aStopAfterAllWasAcknowledgedIsIgnored() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        client.finish(id);
        pair.drive();
        events(client);
        client.onStopSending(id, 8);
        assertThat(events(client)).isEmpty();
    }

    @Test
    void noStopIsSentOnceTheEndIsKnown() throws TransportException {
        server.onStream(2, 10, new byte[10], 0, 10, true);
        server.stop(2, 1);
        assertThat(server.wantsToSend()).isFalse();
        assertThat(server.halves()).isZero();
        server.onStream(2, 0, new byte[10], 0, 10, false);
    }

    @Test
    void aLostStopIsSentAgain() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1);
        pair.drive();
        server.stop(id, 1);
        flight(server).getFirst().lostFor(server);
        assertThat(flight(server).getFirst().control).containsExactly(new StopSendingFrame(id, 1));
    }

    @Test
    void aLostResetIsSentAgain() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        client.reset(id, 1);
        flight(client).getFirst().lostFor(client);
        pair.drive();
        assertThat(events(client)).containsExactly("DELIVERED 2");
    }

    @Test
    void aResetThatIsSentAgainIsTheSame() throws TransportException { // RFC 9000 §13.3
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        flight(client);
        client.reset(id, 1);
        Packet first = Packet.of(client);

        client.reset(id, 2);
        client.onStopSending(id, 3);
        first.lostFor(client);

        assertThat(first.control).containsExactly(new ResetStreamFrame(id, 1, 100));
        assertThat(Packet.of(client).control).isEqualTo(first.control);
    }

    @Test
    void nothingIsSentOnAStreamAfterItsReset() throws TransportException { // RFC 9000 §3.3
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        Packet data = Packet.of(client);
        write(client, id, 5_000);

        client.reset(id, 1);
        data.lostFor(client);

        assertThat(flight(client)).allMatch(packet -> packet.pieces.isEmpty()).hasSize(1);
        write(client, id, 1);
        client.finish(id);
        assertThat(flight(client)).isEmpty();
    }

    @Test
    void noDeliveryIsToldBeforeTheEndIsAcknowledged() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1);
        pair.drive();
        client.finish(id);
        List<Packet> end = flight(client);
        assertThat(events(client)).isEmpty();
        assertThat(client.isDelivered(id)).isFalse();
        end.getFirst().arriveAt(server);
        end.getFirst().acknowledgedTo(client);
        assertThat(events(client)).containsExactly("DELIVERED 2");
    }

    @Test
    void noDeliveryIsToldWhileDataIsMissing() {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 3_000);
        client.finish(id);
        List<Packet> packets = flight(client);
        packets.getFirst().lostFor(client);
        packets.subList(1, packets.size()).forEach(packet -> packet.acknowledgedTo(client));
        assertThat(events(client)).isEmpty();
        List<Packet> again = flight(client);
        assertThat(again.getFirst().pieces.getFirst().offset()).isZero();
        int lost = packets.getFirst().pieces.getFirst().length();
        assertThat(client.bytesRetransmitted()).isEqualTo(lost);
        again.forEach(packet -> packet.acknowledgedTo(client));
        assertThat(events(client)).containsExactly("DELIVERED 2");
    }

    @Test
    void aLostFinIsSentAgain() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 10);
        pair.drive();
        client.finish(id);
        flight(client).getFirst().lostFor(client);
        List<Packet> again = flight(client);
        assertThat(again).hasSize(1);
        Packet.Piece piece = again.getFirst().pieces.getFirst();
        assertThat(piece.offset()).isEqualTo(10);
        assertThat(piece.length()).isZero();
        assertThat(piece.fin()).isTrue();
    }

    @Test
    void whatWasLostGoesBeforeWhatIsNew() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 2_000);
        List<Packet> packets = flight(client);
        write(client, id, 2_000);
        packets.getFirst().lostFor(client);
        Packet next = Packet.of(client);
        assertThat(next.pieces.getFirst().offset()).isZero();
        packets.add(next);
        packets.addAll(flight(client));
        for (Packet packet : packets.subList(1, packets.size())) {
            packet.arriveAt(server);
        }
        assertThat(readAll(server, id)).hasSize(4_000);
    }

    @Test
    void streamsTakeTurns() {
        for (int i = 0; i < 3; i++) {
            write(client, pair.open(UNIDIRECTIONAL), 10_000);
        }
        List<Packet> packets = flight(client);
        for (int i = 0; i < 9; i++) {
            assertThat(packets.get(i).pieces.getFirst().streamId()).isEqualTo(2 + 4 * (i % 3));
        }
    }

    @Test
    void smallStreamsShareAPacket() {
        for (int i = 0; i < 20; i++) {
            long id = pair.open(UNIDIRECTIONAL);
            write(client, id, 10);
            client.finish(id);
        }
        assertThat(flight(client)).hasSize(1);
    }

    @Test
    void aReadableStreamIsAnnouncedOnceUntilThatIsPolled() throws TransportException {
        for (int i = 0; i < 5; i++) {
            server.onStream(2, i * 10L, new byte[10], 0, 10, false);
        }
        assertThat(events(server)).containsExactly("OPENED UNIDIRECTIONAL", "READABLE 2");
        server.onStream(2, 50, new byte[10], 0, 10, false);
        assertThat(events(server)).containsExactly("READABLE 2");
        server.onStream(2, 80, new byte[10], 0, 10, false);
        assertThat(read(server, 2, 100)).isEqualTo(60);
        assertThat(server.isReadable(2)).isFalse();
    }

    @Test
    void callsAboutStreamsThatNeverWereAreHarmless() {
        assertThat(write(client, 400, 1)).isEqualTo(StreamResult.GONE);
        assertThat(read(client, 400, 1)).isEqualTo(StreamResult.GONE);
        client.finish(400);
        client.reset(400, 0);
        client.stop(400, 0);
        assertThat(client.isDelivered(400)).isFalse();
        assertThat(client.wantsToSend()).isFalse();
    }
}
