package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.events;
import static dev.quoll.core.stream.Pair.exchange;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.read;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Flow control of streams and of the connection, stream counts, and the bound on data in flight.
class StreamLimitsTest {
    private static final StreamsConfig SMALL = new StreamsConfig(3_000, 1_200, 3, 3, 2_000);

    private final Pair pair = new Pair(SMALL);
    private final Streams client = pair.client;
    private final Streams server = pair.server;

    @Test
    void aStreamTakesNoMoreThanItsLimit() {
        long id = pair.open(UNIDIRECTIONAL);
        assertThat(write(client, id, 1_300)).isEqualTo(1_200);
        assertThat(control(flight(client))).containsExactly(new StreamDataBlockedFrame(id, 1_200));
        assertThat(write(client, id, 1)).isZero();
        assertThat(client.wantsToSend()).isFalse();
    }

    @Test
    void aReaderGivesCreditAndWakesTheWriter() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1_300);
        pair.drive();
        assertThat(read(server, id, 399)).isEqualTo(399);
        assertThat(server.wantsToSend()).isFalse();
        assertThat(read(server, id, 1)).isEqualTo(1);
        exchange(server, client);
        assertThat(events(client)).containsExactly("WRITABLE 2");
        assertThat(write(client, id, 1_300)).isEqualTo(400);
    }

    @Test
    void theConnectionLimitHoldsBackAllStreams() throws TransportException {
        Pair wide = new Pair(new StreamsConfig(1_500, 1_200, 3, 3, 100_000));
        long[] ids = new long[3];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = wide.open(UNIDIRECTIONAL);
            write(wide.client, ids[i], 1_200);
        }
        List<Packet> packets = flight(wide.client);
        assertThat(control(packets)).containsExactly(new DataBlockedFrame(1_500));
        for (Packet packet : packets) {
            packet.arriveAt(wide.server);
        }
        assertThat(readAll(wide.server, ids)).isEqualTo(1_500);
        assertThat(wide.client.canSendStreamData()).isFalse();
        exchange(wide.server, wide.client);
        assertThat(wide.client.canSendStreamData()).isTrue();
        exchange(wide.client, wide.server);
        assertThat(readAll(wide.server, ids)).isEqualTo(1_500);
        wide.drive();
        assertThat(readAll(wide.server, ids)).isEqualTo(600);
    }

    @Test
    void whatIsLostIsRepeatedThoughTheLimitIsReached() throws TransportException {
        Pair narrow = new Pair(new StreamsConfig(1_000, 1_000, 1, 1, 100_000));
        long id = narrow.open(UNIDIRECTIONAL);
        write(narrow.client, id, 1_000);
        flight(narrow.client).forEach(packet -> packet.lostFor(narrow.client));
        exchange(narrow.client, narrow.server);
        assertThat(Pair.readAll(narrow.server, id)).hasSize(1_000);
    }

    /// A reset stream must not stand in the queue of those that wait for the connection's limit.
    @Test
    void aStreamHeldBackMayBeReset() throws TransportException {
        Pair narrow = new Pair(new StreamsConfig(1_000, 1_000, 5, 5, 100_000));
        write(narrow.client, narrow.open(UNIDIRECTIONAL), 1_000);
        long held = narrow.open(UNIDIRECTIONAL);
        write(narrow.client, held, 500);
        exchange(narrow.client, narrow.server);
        narrow.client.reset(held, 4);
        narrow.drive();
        assertThat(StreamResult.code(read(narrow.server, held, 1))).isEqualTo(4);
        assertThat(Pair.readAll(narrow.server, 2)).hasSize(1_000);
        narrow.drive();
        assertThat(narrow.client.bytesSent()).isEqualTo(1_000);
    }

    @Test
    void dataThatNobodyWillReadIsGivenBackToTheConnection() throws TransportException {
        long stopped = pair.open(UNIDIRECTIONAL);
        long reset = pair.open(UNIDIRECTIONAL);
        write(client, stopped, 900);
        pair.drive();
        write(client, reset, 900);
        pair.drive();
        server.stop(stopped, 0);
        client.reset(reset, 0);
        assertThat(control(flight(server))).doesNotHaveAnyElementsOfTypes(MaxDataFrame.class);
        exchange(client, server);
        assertThat(control(flight(server))).contains(new MaxDataFrame(4_800));
    }

    @Test
    void dataThatComesAfterAStopIsGivenBackToo() throws TransportException {
        server.onStream(2, 0, new byte[10], 0, 10, false);
        server.stop(2, 0);
        server.onStream(2, 10, new byte[1_000], 0, 1_000, false);
        assertThat(control(flight(server))).contains(new MaxDataFrame(4_010));
        assertThat(read(server, 2, 10)).isEqualTo(StreamResult.GONE);
    }

    @Test
    void noCreditIsGivenOnceTheFinalSizeIsKnown() throws TransportException {
        server.onStream(2, 0, new byte[800], 0, 800, true);
        assertThat(read(server, 2, 800)).isEqualTo(800);
        assertThat(server.wantsToSend()).isFalse();
    }

    /// RFC 9000 §4.1: MAX_STREAM_DATA that comes after the end is harmless.
    @Test
    void creditThatComesAfterTheEndIsHarmless() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        write(client, id, 1_200);
        pair.drive();
        read(server, id, 1_200);
        List<Packet> credit = flight(server);
        client.finish(id);
        pair.drive();
        assertThat(client.isDelivered(id)).isTrue();
        credit.getFirst().arriveAt(client);
        assertThat(client.wantsToSend()).isFalse();
    }

    @Test
    void aLostCreditIsSentAgain() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1_200);
        exchange(client, server);
        read(server, id, 1_100);
        flight(server).forEach(packet -> packet.lostFor(server));
        assertThat(control(flight(server)))
                .containsExactlyInAnyOrder(
                        new MaxDataFrame(4_100), new MaxStreamDataFrame(id, 2_300));
    }

    @Test
    void windowsGrowAtRunTime() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 1);
        pair.drive();
        server.setStreamWindow(5_000);
        server.setConnectionWindow(50_000);
        assertThat(control(flight(server)))
                .containsExactlyInAnyOrder(
                        new MaxDataFrame(50_000), new MaxStreamDataFrame(id, 5_000));
        // A new stream begins with the limit of the transport parameters and is raised at once.
        server.onStream(6, 0, new byte[1_200], 0, 1_200, false);
        assertThat(control(flight(server))).containsExactly(new MaxStreamDataFrame(6, 5_000));
    }

    @Test
    void windowsShrinkByWithholdingCredit() throws TransportException {
        server.onStream(2, 0, new byte[1_200], 0, 1_200, false);
        server.setStreamWindow(300);
        server.setConnectionWindow(300);
        read(server, 2, 900);
        assertThat(server.wantsToSend()).isFalse();
        read(server, 2, 300);
        assertThat(control(flight(server))).containsExactly(new MaxStreamDataFrame(2, 1_500));
    }

    @Test
    void dataInFlightIsBoundedOverAllStreams() throws TransportException {
        long first = pair.open(UNIDIRECTIONAL);
        long second = pair.open(UNIDIRECTIONAL);
        assertThat(write(client, first, 1_100)).isEqualTo(1_100);
        assertThat(write(client, second, 1_100)).isEqualTo(900);
        assertThat(write(client, first, 10)).isZero();
        assertThat(client.bytesUnacknowledged()).isEqualTo(2_000);
        pair.drive();
        assertThat(events(client)).containsExactlyInAnyOrder("WRITABLE 2", "WRITABLE 6");
        assertThat(client.bytesUnacknowledged()).isZero();
    }

    @Test
    void aResetMakesRoomForOthers() {
        long first = pair.open(UNIDIRECTIONAL);
        long second = pair.open(UNIDIRECTIONAL);
        write(client, first, 1_200);
        write(client, second, 1_000);
        client.reset(first, 0);
        assertThat(events(client)).containsExactly("WRITABLE 6");
    }

    @Test
    void aWiderSendWindowWakesWriters() {
        long first = pair.open(UNIDIRECTIONAL);
        write(client, first, 1_200);
        long second = pair.open(UNIDIRECTIONAL);
        write(client, second, 1_000);
        client.setSendWindow(10_000);
        assertThat(events(client)).containsExactly("WRITABLE 6");
    }

    @Test
    void laterIdsOpenEarlierOnes() throws TransportException {
        server.onStream(10, 0, new byte[1], 0, 1, true);
        assertThat(events(server)).containsExactly("OPENED UNIDIRECTIONAL", "READABLE 10");
        assertThat(server.halves()).isEqualTo(1);
        assertThat(server.accept(UNIDIRECTIONAL)).hasValue(2);
        assertThat(server.accept(UNIDIRECTIONAL)).hasValue(6);
        assertThat(server.accept(UNIDIRECTIONAL)).hasValue(10);
        assertThat(server.hasUnaccepted(UNIDIRECTIONAL)).isFalse();
        server.onStream(6, 0, new byte[1], 0, 1, true);
        assertThat(read(server, 6, 9)).isEqualTo(1);
    }

    /// One frame may open as many streams as are allowed; they cost nothing until they are named.
    @Test
    void aCrowdOfStreamsOpenedAtOnceCostsNothing() throws TransportException {
        Streams wide =
                new Streams(Side.SERVER, new StreamsConfig(1_000, 1_000, 1 << 30, 1 << 30, 1_000));
        wide.onStream((1L << 32) - 4, 0, new byte[1], 0, 1, false);
        assertThat(wide.opened(Side.CLIENT, BIDIRECTIONAL)).isEqualTo(1L << 30);
        assertThat(wide.halves()).isEqualTo(2);
    }

    @Test
    void creditForStreamsReturnsWhenTheApplicationIsDoneWithThem() throws TransportException {
        for (int i = 0; i < 3; i++) {
            client.finish(pair.open(UNIDIRECTIONAL));
        }
        assertThat(client.open(UNIDIRECTIONAL)).isEmpty();
        pair.drive();
        assertThat(client.open(UNIDIRECTIONAL)).isEmpty();
        assertThat(server.accept(UNIDIRECTIONAL)).hasValue(2);
        assertThat(server.wantsToSend()).isFalse();
        assertThat(read(server, 2, 1)).isEqualTo(StreamResult.ENDED);
        assertThat(control(flight(server))).containsExactly(new MaxStreamsFrame(UNIDIRECTIONAL, 4));
        client.onMaxStreams(UNIDIRECTIONAL, 4);
        assertThat(events(client)).contains("CREDIT UNIDIRECTIONAL");
        assertThat(client.open(UNIDIRECTIONAL)).hasValue(14);
    }

    @Test
    void aBidirectionalStreamIsClosedWhenBothHalvesAre() throws TransportException {
        long id = pair.open(BIDIRECTIONAL);
        client.finish(id);
        pair.drive();
        server.accept(BIDIRECTIONAL);
        assertThat(read(server, id, 1)).isEqualTo(StreamResult.ENDED);
        assertThat(server.wantsToSend()).isFalse();
        server.finish(id);
        List<Packet> end = flight(server);
        assertThat(control(end)).isEmpty();
        end.getFirst().acknowledgedTo(server);
        assertThat(control(flight(server))).containsExactly(new MaxStreamsFrame(BIDIRECTIONAL, 4));
    }

    @Test
    void beingOutOfStreamsIsReportedOnce() {
        for (int i = 0; i < 3; i++) {
            pair.open(BIDIRECTIONAL);
        }
        assertThat(client.wantsToSend()).isFalse();
        assertThat(client.open(BIDIRECTIONAL)).isEmpty();
        assertThat(client.open(BIDIRECTIONAL)).isEmpty();
        assertThat(control(flight(client)))
                .containsExactly(new StreamsBlockedFrame(BIDIRECTIONAL, 3));
        assertThat(client.open(BIDIRECTIONAL)).isEmpty();
        assertThat(client.wantsToSend()).isFalse();
    }

    @Test
    void moreStreamsAreAllowedAtRunTime() throws TransportException {
        server.setMaxStreams(BIDIRECTIONAL, 10);
        pair.drive();
        for (int i = 0; i < 10; i++) {
            pair.open(BIDIRECTIONAL);
        }
        assertThat(client.open(BIDIRECTIONAL)).isEmpty();
    }

    @Test
    void limitsOfThePeerAreRaisedForStreamsOpenBefore() {
        Streams early = new Streams(Side.CLIENT, SMALL);
        early.onPeerParameters(new PeerLimits(100, 0, 100, 100, 1, 1));
        long id = early.open(BIDIRECTIONAL).orElseThrow();
        assertThat(write(early, id, 200)).isEqualTo(100);
        early.onPeerParameters(new PeerLimits(1_000, 0, 1_000, 1_000, 5, 5));
        assertThat(events(early)).contains("WRITABLE 0");
        assertThat(write(early, id, 200)).isEqualTo(200);
        early.onPeerParameters(PeerLimits.NONE);
        assertThat(write(early, id, 100)).isEqualTo(100);
    }

    @Test
    void requestsAndResponsesGoOnPastAllInitialLimits() throws TransportException {
        for (int i = 0; i < 100; i++) {
            long id = pair.open(BIDIRECTIONAL);
            assertThat(write(client, id, 500)).isEqualTo(500);
            client.finish(id);
            pair.drive();
            assertThat(server.accept(BIDIRECTIONAL)).hasValue(id);
            assertThat(Pair.readAll(server, id)).hasSize(500);
            assertThat(write(server, id, 700)).isEqualTo(700);
            server.finish(id);
            pair.drive();
            assertThat(Pair.readAll(client, id)).hasSize(700);
            pair.drive();
        }
        assertThat(client.halves() + server.halves()).isZero();
    }

    @Test
    void churnKeepsTablesBounded() throws TransportException {
        for (int i = 0; i < 20_000; i++) {
            long id = pair.open(UNIDIRECTIONAL);
            write(client, id, 3);
            client.finish(id);
            pair.drive();
            server.accept(UNIDIRECTIONAL);
            Pair.readAll(server, id);
            pair.drive();
        }
        assertThat(client.halves() + server.halves()).isZero();
        assertThat(client.places() + server.places()).isLessThanOrEqualTo(64);
    }

    private static int readAll(Streams streams, long[] ids) {
        int count = 0;
        for (long id : ids) {
            count += Pair.readAll(streams, id).length;
        }
        return count;
    }

    private static List<Frame> control(List<Packet> packets) {
        return packets.stream().flatMap(packet -> packet.control.stream()).toList();
    }
}
