package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.core.id.PathId;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.Test;

/// How many datagrams a connection hands out at a time, and how long they are.
class BatchTest {
    private static final int MOST = 10;

    private final Sim sim = Sim.seeded(1).delay(ofMillis(20));
    private final DatagramBatch batch = new DatagramBatch(MOST * 1500);

    @Test
    void aStreamFillsABatch() {
        SimConnection client = quiet().client();
        client.transfers().send(UNIDIRECTIONAL, 100_000);
        client.transfers().turn();

        assertTrue(build(client, MOST));

        assertThat(batch.datagramCount()).isEqualTo(MOST);
        assertThat(batch.segmentSize()).isEqualTo(sizeOf(client));
        assertThat(batch.length()).isEqualTo(MOST * sizeOf(client));
    }

    @Test
    void datagramsFillABatch() {
        SimConnection client = quiet().client();
        for (int i = 0; i < MOST; i++) {
            send(client, 1200);
        }

        assertTrue(build(client, MOST));

        assertThat(batch.datagramCount()).isEqualTo(MOST);
        assertThat(batch.length()).isEqualTo(MOST * batch.segmentSize());
        assertThat(client.core().datagrams().wantsToSend()).isFalse();
    }

    @Test
    void noMoreAreBuiltThanAskedFor() {
        SimConnection client = quiet().client();
        client.transfers().send(UNIDIRECTIONAL, 100_000);
        client.transfers().turn();

        assertTrue(build(client, 3));

        assertThat(batch.datagramCount()).isEqualTo(3);
    }

    /// The datagrams of a batch are equally long, and none is padded to that end.
    @Test
    void aBatchEndsWhereALongerDatagramFollows() {
        SimConnection client = quiet().client();
        send(client, 800);
        send(client, 800);
        send(client, 1300);
        send(client, 100);

        assertTrue(build(client, MOST));
        assertThat(batch.datagramCount()).isEqualTo(2);
        assertThat(batch.length()).isEqualTo(2 * batch.segmentSize()).isLessThan(2 * 850);

        assertTrue(build(client, MOST));
        assertThat(batch.datagramCount()).isEqualTo(1);
        assertThat(batch.length()).isGreaterThan(1400); // the last one beside it
        assertThat(client.core().datagrams().wantsToSend()).isFalse();
    }

    @Test
    void aBatchEndsWithAShorterDatagram() {
        SimConnection client = quiet().client();
        send(client, 1300);
        send(client, 500);
        send(client, 1300);

        assertTrue(build(client, MOST));
        assertThat(batch.datagramCount()).isEqualTo(2);
        assertThat(batch.length()).isLessThan(2 * batch.segmentSize());

        assertTrue(build(client, MOST));
        assertThat(batch.datagramCount()).isEqualTo(1);
    }

    @Test
    void whatFillsItsPacketLeavesTheAcknowledgmentToOneOfItsOwn() {
        Sim.Pair pair = quiet();
        SimConnection client = pair.client();
        pair.server().transfers().send(UNIDIRECTIONAL, 100);
        pair.server().wake();
        sim.runFor(ofMillis(21)); // there, and not yet acknowledged
        for (int i = 0; i < 3; i++) {
            send(client, client.core().maxDatagramSize().orElseThrow());
        }

        int count = 0;
        while (build(client, MOST)) {
            count += batch.datagramCount();
        }

        assertThat(count).isEqualTo(1 + 3);
    }

    @Test
    void probesGoOneAtATimeWhereOneIsAskedFor() { // RFC 9002 §6.2.4
        SimConnection client = quiet().client();
        send(client, 100);
        assertTrue(build(client, MOST)); // and gets lost

        long nowNanos = client.core().deadlineNanos();
        client.core().onTimeout(nowNanos);

        for (int i = 0; i < 2; i++) {
            assertTrue(client.core().build(batch, 1, nowNanos));
            assertThat(batch.datagramCount()).isEqualTo(1);
        }
        assertThat(client.core().build(batch, 1, nowNanos)).isFalse();
    }

    private boolean build(SimConnection end, int most) {
        return end.core().build(batch, most, sim.network().nowNanos());
    }

    private static void send(SimConnection end, int length) {
        end.core().sendDatagram(new byte[length], 0, length, WhenFull.DROP_OLDEST);
    }

    private static int sizeOf(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow().maxDatagramSize();
    }

    /// A connection whose datagrams and window have grown, and whose client has acknowledged all: a
    /// packet with an acknowledgment is longer than those behind it, and ends their batch.
    private Sim.Pair quiet() {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        pair.client().transfers().send(UNIDIRECTIONAL, 3_000_000);
        pair.client().wake();
        sim.runFor(ofSeconds(5));
        assertTrue(pair.transferred(), sim::replay);
        assertThat(sizeOf(pair.client())).isEqualTo(1452);
        send(pair.client(), 1);
        assertTrue(build(pair.client(), 1));
        return pair;
    }
}
