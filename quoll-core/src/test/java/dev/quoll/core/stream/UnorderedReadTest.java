package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.events;
import static dev.quoll.core.stream.Pair.exchange;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.read;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Streams that are read as their bytes arrive.
class UnorderedReadTest {
    private static final int WINDOW = 1_200;
    private static final StreamsConfig SMALL = new StreamsConfig(9_000, WINDOW, 3, 3, 9_000);
    private static final long ID = 2;

    private final Pair pair = new Pair(SMALL);
    private final Streams server = pair.server;
    private final byte[] bytes = new byte[3 * WINDOW];

    private void arrive(long offset, int length, boolean fin) throws TransportException {
        server.onStream(ID, offset, bytes, 0, length, fin);
    }

    private void unordered() throws TransportException {
        arrive(0, 0, false);
        server.readUnordered(ID);
    }

    @Test
    void whatFollowsALostPacketIsReadAtOnce() throws TransportException {
        Pair wide = new Pair(StreamsConfig.DEFAULT);
        long id = wide.open(UNIDIRECTIONAL);
        write(wide.client, id, 4_000);
        wide.client.finish(id);
        List<Packet> packets = flight(wide.client);
        packets.removeFirst().lostFor(wide.client);
        packets.getFirst().arriveAt(wide.server);
        wide.server.readUnordered(id);
        long first = read(wide.server, id, 4_000);
        assertThat(wide.server.lastOffset(id)).isPositive();
        for (Packet packet : packets.subList(1, packets.size())) {
            packet.arriveAt(wide.server);
        }
        long second = read(wide.server, id, 4_000);
        assertThat(read(wide.server, id, 4_000)).isEqualTo(StreamResult.BLOCKED);
        exchange(wide.client, wide.server);
        long third = read(wide.server, id, 4_000);
        assertThat(wide.server.lastOffset(id)).isZero();
        assertThat(first + second + third).isEqualTo(4_000);
        assertThat(read(wide.server, id, 4_000)).isEqualTo(StreamResult.ENDED);
    }

    @Test
    void whatWaitedForAMissingByteIsTold() throws TransportException {
        arrive(10, 5, false);
        events(server);
        server.readUnordered(ID);
        assertThat(events(server)).containsExactly("READABLE 2");
        assertThat(server.isReadable(ID)).isTrue();
    }

    @Test
    void whatIsReadGivesCreditThoughAByteIsMissing() throws TransportException {
        unordered();
        arrive(1, 600, false);
        assertThat(read(server, ID, 600)).isEqualTo(600);
        assertThat(limits()).containsExactly(WINDOW + 600L);
    }

    /// A peer that never sends the first byte gets two windows ahead of it, and no further.
    @Test
    void aByteThatNeverComesBoundsWhatMayCome() throws TransportException {
        unordered();
        long limit = WINDOW;
        for (long offset = 1; offset < limit; offset += 100) {
            arrive(offset, (int) Math.min(100, limit - offset), false);
            read(server, ID, 100);
            limit = limits().stream().reduce(limit, Math::max);
        }
        assertThat(limit).isEqualTo(2 * WINDOW);
        long end = limit;
        assertThatThrownBy(() -> arrive(end, 1, false)).isInstanceOf(TransportException.class);
        arrive(0, 1, false);
        assertThat(read(server, ID, 100)).isEqualTo(1);
        assertThat(limits()).containsExactly(3L * WINDOW);
    }

    private List<Long> limits() {
        return flight(server).stream()
                .flatMap(packet -> packet.control.stream())
                .filter(MaxStreamDataFrame.class::isInstance)
                .map(frame -> ((MaxStreamDataFrame) frame).maximumStreamData())
                .toList();
    }

    @Test
    void theEndIsToldWhenEveryByteWasRead() throws TransportException {
        unordered();
        arrive(10, 5, true);
        assertThat(read(server, ID, 100)).isEqualTo(5);
        assertThat(read(server, ID, 100)).isEqualTo(StreamResult.BLOCKED);
        arrive(0, 12, false);
        assertThat(read(server, ID, 100)).isEqualTo(10);
        assertThat(server.bytesRead(ID)).isEqualTo(15);
        assertThat(read(server, ID, 100)).isEqualTo(StreamResult.ENDED);
        assertThat(read(server, ID, 100)).isEqualTo(StreamResult.GONE);
    }

    @Test
    void nothingGoesBeyondTheFinalSize() throws TransportException {
        unordered();
        arrive(10, 5, true);
        read(server, ID, 100);
        assertThatThrownBy(() -> arrive(15, 1, false)).isInstanceOf(TransportException.class);
        assertThatThrownBy(() -> arrive(0, 5, true)).isInstanceOf(TransportException.class);
    }

    @Test
    void aResetDropsWhatWasNotRead() throws TransportException {
        unordered();
        arrive(10, 5, false);
        server.onResetStream(ID, 7, 20);
        assertThat(StreamResult.code(read(server, ID, 100))).isEqualTo(7);
    }

    @Test
    void aReliableResetWaitsForItsBeginning() throws TransportException {
        unordered();
        arrive(10, 5, false);
        server.onResetStreamAt(new ResetStreamAtFrame(ID, 7, 20, 12));
        assertThat(read(server, ID, 100)).isEqualTo(5);
        assertThat(read(server, ID, 100)).isEqualTo(StreamResult.BLOCKED);
        arrive(0, 10, false);
        assertThat(read(server, ID, 100)).isEqualTo(10);
        assertThat(StreamResult.code(read(server, ID, 100))).isEqualTo(7);
    }
}
