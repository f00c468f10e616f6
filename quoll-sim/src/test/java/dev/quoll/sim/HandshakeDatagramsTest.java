package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.packet.PacketType;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.handshake.Security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How many datagrams a handshake takes whose slow work takes time: acknowledgments wait for the
/// flight that is being made, but not for long.
class HandshakeDatagramsTest {
    private static final Duration ONE_WAY = ofMillis(20);
    private static final Duration PATIENCE = ofMillis(2);
    private static final int PROOF = 700; // a flight of one datagram

    private final List<Datagram> toServer = new ArrayList<>();
    private final List<Datagram> toClient = new ArrayList<>();

    private Sim sim(long seed, int proofLength, Duration longestTask) {
        return Sim.seeded(seed)
                .security(_ -> Security.plain(0, proofLength))
                .taskDelay(longestTask)
                .toServer(new Tap(toServer::add))
                .toClient(new Tap(toClient::add));
    }

    /// The client says hello, and finishes when it has checked the server's proof.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aClientTakesTwoDatagramsToItsFinished(long seed) {
        Sim sim = sim(seed, PROOF, PATIENCE).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();

        assertTrue(sim.runUntil(pair::established, ofSeconds(1)), sim::replay);

        assertThat(toServer).hasSize(2);
        assertThat(PlainPacket.of(toServer.getLast()))
                .filteredOn(it -> it.type() != PacketType.ONE_RTT)
                .extracting(PlainPacket::type)
                .containsExactly(PacketType.INITIAL, PacketType.HANDSHAKE);
        assertThat(PlainPacket.of(toServer.getLast()))
                .filteredOn(it -> it.type() != PacketType.ONE_RTT)
                .allMatch(it -> it.has(AckFrame.class));
    }

    /// All that a server sends before the client's Finished comes is its flight, here of one
    /// datagram.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aServersFlightAcknowledgesTheHello(long seed) {
        Sim sim = sim(seed, PROOF, PATIENCE).delay(ONE_WAY);
        sim.connect();

        sim.runFor(ONE_WAY.multipliedBy(3).minus(ofNanos(1)));

        assertThat(toClient).hasSize(1);
        PlainPacket first = PlainPacket.of(toClient.getFirst()).getFirst();
        assertThat(first.has(AckFrame.class) && first.has(CryptoFrame.class)).isTrue();
    }

    @Test
    void aSlowTaskDelaysNoAcknowledgmentForLong() { // RFC 9000 §13.2.1
        Sim sim = sim(1, PROOF, ofSeconds(10)).delay(ONE_WAY);
        sim.connect();

        sim.runFor(ONE_WAY.plus(PATIENCE).minus(ofNanos(1)));
        assertThat(toClient).isEmpty();
        sim.runFor(ofNanos(1));

        assertThat(toClient).hasSize(1);
        PlainPacket only = PlainPacket.of(toClient.getFirst()).getFirst();
        assertThat(only.has(AckFrame.class) && !only.has(CryptoFrame.class)).isTrue();
    }

    /// Where no task runs, what comes is acknowledged at once: the server may need that to go on.
    @Test
    void whoWaitsForMoreOfAFlightAcknowledgesWhatItHas() { // RFC 9000 §8.1, §13.2.1
        Sim sim =
                sim(1, 3 * PROOF, ofNanos(1))
                        .toClient(new Chosen(2, Chosen.Fate.LOST))
                        .delay(ONE_WAY);
        sim.connect();
        Duration arrival = ONE_WAY.multipliedBy(2).plus(ofNanos(1));
        sim.runFor(arrival.minus(ofNanos(1)));
        assertThat(toClient).hasSizeGreaterThan(1);
        assertThat(toServer).hasSize(1);

        sim.runFor(ofNanos(1));

        assertThat(toServer).hasSizeGreaterThan(1);
    }
}
