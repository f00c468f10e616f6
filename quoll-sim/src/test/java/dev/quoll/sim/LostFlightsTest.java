package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Junction;
import dev.quoll.sim.link.LinkModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/// Handshakes of which chosen datagrams do not arrive, arrive twice, late or damaged.
class LostFlightsTest {
    private static final int FIRST_DATAGRAMS = 12;
    private static final Duration SLOW = ofSeconds(3);
    private static final Duration ROUND_TRIP = ofMillis(40);

    /// Of the probe timeout.
    private static final Duration CAP = ofSeconds(2);

    @ParameterizedTest
    @EnumSource
    void anyOfTheFirstDatagramsOfTheClientMayMeetAnyFate(Chosen.Fate fate) {
        for (int number = 1; number <= FIRST_DATAGRAMS; number++) {
            exchange(new Chosen(number, fate), new Chosen(0, fate));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOfTheFirstDatagramsOfTheServerMayMeetAnyFate(Chosen.Fate fate) {
        for (int number = 1; number <= FIRST_DATAGRAMS; number++) {
            exchange(new Chosen(0, fate), new Chosen(number, fate));
        }
    }

    @Test
    void anyTwoOfTheFirstDatagramsMayBeLost() {
        for (int there = 1; there <= FIRST_DATAGRAMS; there++) {
            for (int back = 1; back <= FIRST_DATAGRAMS; back++) {
                exchange(new Chosen(there, Chosen.Fate.LOST), new Chosen(back, Chosen.Fate.LOST));
            }
        }
    }

    /// The server cannot open 1-RTT packets before the client's Finished, which therefore may not
    /// wait for them to be acknowledged.
    @Test
    void aLostFinishedDoesNotWaitBehindDataThatFillsTheWindow() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toServer(
                                PlainPacket.droppingFirst(
                                        2,
                                        "Finished",
                                        it -> isHandshake(it) && it.has(CryptoFrame.class)));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000);

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
    }

    @Test
    void aLostHandshakeDoneIsSentAgain() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toClient(
                                PlainPacket.droppingFirst(
                                        3,
                                        "HANDSHAKE_DONE",
                                        it -> it.has(HandshakeDoneFrame.class)));
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
        assertThat(pair.server().core().stats().sent().frames(FrameKind.HANDSHAKE_DONE))
                .isGreaterThan(3);
        assertThat(pair.client().core().stats().received().frames(FrameKind.HANDSHAKE_DONE))
                .isEqualTo(1);
    }

    /// A server may answer by probes without HANDSHAKE_DONE for long, and has no keys for Handshake
    /// packets any more.
    @Test
    void anAcknowledged1RttPacketConfirmsTheHandshakeToo() { // RFC 9001 §4.1.2
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toClient(
                                PlainPacket.droppingFirst(
                                        1000,
                                        "HANDSHAKE_DONE",
                                        it -> it.has(HandshakeDoneFrame.class)));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(10));

        assertTrue(pair.confirmed() && pair.transferred(), sim::replay);
        assertThat(pair.client().core().stats().received().frames(FrameKind.HANDSHAKE_DONE))
                .isZero();
    }

    /// A server whose first answer takes seconds, as later ones are lost, seems to be far away
    /// until it answers again.
    @Test
    void aLostRequestIsSentAgainSoonThoughTheFirstAnswerTookLong() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toServer(LostFlightsTest::shutWhenAStreamComes)
                        .toClient(LostFlightsTest::slowAtFirst);
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(10));
        Duration confirmed = sim.elapsed();
        pair.client().transfers().send(UNIDIRECTIONAL, 1000);

        sim.runUntil(pair::transferred, ofSeconds(30));

        assertThat(confirmed).isGreaterThan(SLOW);
        assertThat(sim.elapsed().minus(confirmed)).isLessThan(CAP.plus(ROUND_TRIP.multipliedBy(3)));
    }

    @Test
    void everyAcknowledgmentOfTheHandshakeMayBeLost() {
        LinkModel withoutAcks =
                PlainPacket.droppingFirst(
                        4, "ACK", it -> isHandshake(it) && it.has(AckFrame.class));
        exchange(withoutAcks, withoutAcks);
    }

    /// The client has all it needs, the server waits for credit that only the client can give.
    @Test
    void aClientThatMissesTheServersFlightSendsCreditUnasked() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .security(_ -> Security.plain(0, 12_000))
                        .toClient(
                                PlainPacket.droppingFirst(
                                        3, "Handshake", LostFlightsTest::isHandshake));
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
    }

    /// The first datagram comes late, and none of those that were sent before it comes.
    private static Hop slowAtFirst(Junction junction) {
        int[] seen = new int[1];
        return datagram -> {
            if (seen[0]++ == 0) {
                junction.clock().after(SLOW, () -> junction.next().accept(datagram));
            } else if (junction.clock().nowNanos() > SLOW.plus(ROUND_TRIP).toNanos()) {
                junction.next().accept(datagram);
            }
        };
    }

    /// For a round trip from the first STREAM frame on nothing passes.
    private static Hop shutWhenAStreamComes(Junction junction) {
        long[] shutNanos = {Long.MAX_VALUE};
        return datagram -> {
            long now = junction.clock().nowNanos();
            if (PlainPacket.of(datagram).stream().anyMatch(it -> it.has(StreamFrame.class))) {
                shutNanos[0] = Math.min(shutNanos[0], now);
            }
            if (now < shutNanos[0] || now - shutNanos[0] > ROUND_TRIP.toNanos()) {
                junction.next().accept(datagram);
            }
        };
    }

    private static boolean isHandshake(PlainPacket packet) {
        return packet.type() == PacketType.HANDSHAKE;
    }

    private static void exchange(LinkModel toServer, LinkModel toClient) {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).toServer(toServer).toClient(toClient);
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(5_000));
        pair.client().transfers().send(BIDIRECTIONAL, 5_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(20));

        assertTrue(pair.confirmed() && pair.transferred(), () -> sim.replay() + "\n" + pair);
    }
}
