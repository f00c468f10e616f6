package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.packet.PacketType;

import org.junit.jupiter.api.Test;

/// Handshakes of which chosen datagrams are lost.
class LostFlightsTest {
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
                                        it ->
                                                it.type() == PacketType.HANDSHAKE
                                                        && it.has(CryptoFrame.class)));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000);

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
    }
}
