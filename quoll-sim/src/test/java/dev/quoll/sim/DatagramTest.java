package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.datagram.DatagramConfig;
import dev.quoll.core.datagram.DatagramEvent;
import dev.quoll.core.datagram.SendOutcome;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.core.id.Side;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Mtu;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Unreliable datagrams between two connections.
class DatagramTest { // RFC 9221
    private static final int MANY = 100;

    @Test
    void datagramsArriveAsTheyWereSent() { // §5
        Sim sim = Sim.seeded(1).delay(ofMillis(10));
        Sim.Pair pair = confirmed(sim);
        for (int i = 0; i < MANY; i++) {
            assertThat(send(pair.client(), new byte[] {(byte) i, 1, 2}))
                    .isEqualTo(SendOutcome.QUEUED);
        }
        sim.runFor(ofSeconds(1));

        List<byte[]> received = received(pair.server());
        assertThat(received).hasSize(MANY);
        assertThat(received.get(7)).containsExactly(7, 1, 2);
        assertThat(pair.server().core().datagrams().poll()).isEqualTo(DatagramEvent.READABLE);
    }

    @Test
    void aLostDatagramIsNotSentAgain() { // §5.2
        Sim sim = Sim.seeded(2).delay(ofMillis(10));
        Sim.Pair pair = confirmed(sim);
        sim.link().there().cut();
        send(pair.client(), new byte[500]);
        sim.runFor(ofMillis(5));
        sim.link().there().mend();
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(20)), pair::toString);

        assertThat(received(pair.server())).isEmpty();
    }

    @Test
    void theLargestDatagramFillsAPacketAndNoLargerOneIsTaken() {
        Sim sim = Sim.seeded(3).delay(ofMillis(10));
        Sim.Pair pair = confirmed(sim);
        int most = pair.client().core().maxDatagramSize().orElseThrow();

        assertThat(send(pair.client(), new byte[most + 1])).isEqualTo(SendOutcome.TOO_LARGE);
        assertThat(send(pair.client(), new byte[most])).isEqualTo(SendOutcome.QUEUED);
        sim.runFor(ofSeconds(1));
        assertThat(received(pair.server())).hasSize(1);
    }

    @Test
    void theLargestArriveThoughAcknowledgmentsNeedRoomToo() {
        Sim sim = Sim.seeded(4).delay(ofMillis(10));
        Sim.Pair pair = confirmed(sim);
        pair.server().transfers().send(UNIDIRECTIONAL, 1_000_000);
        pair.server().wake();
        for (int i = 0; i < MANY; i++) {
            int most = pair.client().core().maxDatagramSize().orElseThrow();
            send(pair.client(), new byte[most]);
            sim.runFor(ofMillis(10));
        }
        sim.runFor(ofSeconds(1));

        assertThat(received(pair.server())).hasSize(MANY);
    }

    @Test
    void oneThatNoPacketHoldsAnyMoreMakesWayForOthers() {
        Sim sim = Sim.seeded(5).delay(ofMillis(10));
        Sim.Pair pair = confirmed(sim);
        sim.link()
                .there()
                .change(LinkSpec.ideal().with(new Delay(ofMillis(10))).with(new Mtu(1200)));
        int large = pair.client().core().maxDatagramSize().orElseThrow();
        for (int i = 0; i < MANY; i++) {
            send(pair.client(), new byte[Math.min(large, 1300)]);
            sim.runFor(ofMillis(50));
        }
        assertThat(pair.client().core().maxDatagramSize().orElseThrow()).isLessThan(large);
        received(pair.server());
        send(pair.client(), new byte[10]);
        sim.runFor(ofSeconds(1));

        assertThat(received(pair.server())).hasSize(1);
    }

    @Test
    void aFullBufferThrowsTheOldestAwayOrMakesTheSenderWait() {
        Sim sim = Sim.seeded(6).delay(ofMillis(10)).configure(config -> with(config, 4000));
        Sim.Pair pair = confirmed(sim);
        SimConnection client = pair.client();
        int fit = 0;
        while (client.core().sendDatagram(new byte[500], 0, 500, WhenFull.WAIT)
                == SendOutcome.QUEUED) {
            fit++;
        }
        assertThat(fit).isBetween(6, 8);
        assertThat(client.core().datagrams().sendSpace()).isLessThan(500);
        assertThat(client.core().sendDatagram(new byte[500], 0, 500, WhenFull.DROP_OLDEST))
                .isEqualTo(SendOutcome.QUEUED);
        assertThat(client.core().datagrams().droppedOutgoing()).isEqualTo(1);
        client.wake();
        sim.runFor(ofSeconds(1));

        assertThat(client.core().datagrams().poll()).isEqualTo(DatagramEvent.WRITABLE);
        assertThat(received(pair.server())).hasSize(fit);
    }

    @Test
    void oneLargerThanTheBufferIsTooLarge() {
        Sim sim = Sim.seeded(9).delay(ofMillis(10)).configure(config -> with(config, 600));
        Sim.Pair pair = confirmed(sim);

        assertThat(send(pair.client(), new byte[600])).isEqualTo(SendOutcome.TOO_LARGE);
        assertThat(send(pair.client(), new byte[300])).isEqualTo(SendOutcome.QUEUED);
        sim.runFor(ofSeconds(1));
        assertThat(received(pair.server())).hasSize(1);
    }

    @Test
    void whatNobodyReadsIsThrownAwayTheOldestFirst() {
        Sim sim =
                Sim.seeded(7)
                        .delay(ofMillis(10))
                        .configure(Side.SERVER, config -> with(config, 2000));
        Sim.Pair pair = confirmed(sim);
        for (int i = 0; i < 10; i++) {
            byte[] datagram = new byte[500];
            datagram[0] = (byte) i;
            send(pair.client(), datagram);
        }
        sim.runFor(ofSeconds(1));

        List<byte[]> received = received(pair.server());
        assertThat(received).hasSize(3);
        assertThat(received.getLast()[0]).isEqualTo((byte) 9);
        assertThat(pair.server().core().datagrams().droppedIncoming()).isEqualTo(7);
    }

    @Test
    void aPeerThatTakesNoneIsSentNone() { // §3
        Sim sim =
                Sim.seeded(8)
                        .delay(ofMillis(10))
                        .configure(
                                Side.SERVER,
                                config -> config.withDatagrams(DatagramConfig.DISABLED));
        Sim.Pair pair = confirmed(sim);

        assertThat(pair.client().core().maxDatagramSize()).isEmpty();
        assertThat(send(pair.client(), new byte[1])).isEqualTo(SendOutcome.UNSUPPORTED_BY_PEER);
        assertThat(send(pair.server(), new byte[1])).isEqualTo(SendOutcome.DISABLED);
    }

    private static ConnectionConfig with(ConnectionConfig config, int bytes) {
        return config.withDatagrams(new DatagramConfig(bytes, bytes));
    }

    private static Sim.Pair confirmed(Sim sim) {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(10)), pair::toString);
        sim.runFor(ofSeconds(1));
        return pair;
    }

    private static SendOutcome send(SimConnection end, byte[] datagram) {
        SendOutcome outcome =
                end.core().sendDatagram(datagram, 0, datagram.length, WhenFull.DROP_OLDEST);
        end.wake();
        return outcome;
    }

    private static List<byte[]> received(SimConnection end) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] next = end.core().datagrams().receive();
                next != null;
                next = end.core().datagrams().receive()) {
            all.add(next);
        }
        return all;
    }
}
