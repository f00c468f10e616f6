package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.packet.PacketType;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Sieve;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What is sent when the first flights of a handshake meet silence.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6.2.4 RFC 9002, section 6.2.4
class ProbesTest {
    private static final int FULL = 1200;

    private final List<Integer> sizes = new ArrayList<>();
    private final Sim sim = Sim.seeded(1).delay(ofMillis(20));

    @Test
    void aClientThatHearsNothingSendsTwoFullProbes() {
        sim.toServer(new Tap(datagram -> sizes.add(datagram.length())))
                .toServer(Sieve.dropping("all", _ -> true));
        sim.connect();

        sim.runFor(ofSeconds(2)); // the next would come after three seconds

        assertThat(sizes).containsExactly(FULL, FULL, FULL);
    }

    /// Three datagrams are just what the client's one allows.
    @Test
    void aServerThatHearsNothingMoreSendsTwoFullProbes() {
        sim.toServer(Sieve.droppingNumbers(2, 3, 4, 5, 6))
                .toClient(new Tap(datagram -> sizes.add(datagram.length())))
                .toClient(Sieve.dropping("all", _ -> true));
        sim.connect();

        sim.runFor(ofSeconds(5));

        assertThat(sizes).containsExactly(FULL, FULL, FULL);
    }

    @Test
    void aServersFirstFlightMayTakeThreeFullDatagrams() { // RFC 9000 §8.1
        List<PacketType> first = new ArrayList<>();
        sim.security(_ -> Security.plain(0, 20_000))
                .toServer(Sieve.droppingNumbers(2, 3, 4, 5, 6))
                .toClient(
                        new Tap(
                                datagram -> {
                                    sizes.add(datagram.length());
                                    first.add(PlainPacket.of(datagram).getFirst().type());
                                }));
        sim.connect();

        sim.runFor(ofMillis(45));

        assertThat(sizes).containsExactly(FULL, FULL, FULL);
        assertThat(first)
                .containsExactly(PacketType.INITIAL, PacketType.HANDSHAKE, PacketType.HANDSHAKE);
    }
}
