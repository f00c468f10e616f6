package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.HelloPeek;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.sim.endpoint.Gatekeeper.Answer;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.seed.Seed;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What a server sees of a client before it has answered it.
class HelloPeekTest {
    private static final ServerTls SERVER = Identities.tls(new Seed(1)).server();

    private final List<byte[]> flight = new ArrayList<>();
    private final FirstInitial first = firstFlight();
    private final HelloPeek peek = new HelloPeek(first, new AeadProtection());

    /// A ClientHello with a post-quantum share, which takes two datagrams.
    private FirstInitial firstFlight() {
        Sim sim =
                Sim.seeded(3)
                        .security(Identities::tls)
                        .toServer(new Tap(datagram -> flight.add(datagram.bytes().clone())));
        List<FirstInitial> seen = new ArrayList<>();
        sim.server()
                .gate()
                .policy(
                        client -> {
                            seen.add(client.initial());
                            return Answer.IGNORE;
                        });
        sim.connect();
        sim.runFor(ofMillis(1));
        return seen.getFirst();
    }

    private static Optional<List<String>> protocolsIn(byte[] beginning) {
        return SERVER.offeredProtocols(beginning);
    }

    @Test
    void protocolsAreThereWhenTheLastDatagramIs() {
        assertThat(flight).hasSize(2);
        assertThat(protocolsIn(peek.look(flight.get(0)))).isEmpty();
        assertThat(protocolsIn(peek.look(flight.get(1)))).contains(List.of(Security.ALPN));
    }

    @Test
    void datagramsMayComeInAnyOrderAndTwice() {
        assertThat(peek.look(flight.get(1))).isEmpty();
        assertThat(peek.look(flight.get(1))).isEmpty();
        assertThat(protocolsIn(peek.look(flight.get(0)))).contains(List.of(Security.ALPN));
        assertThat(protocolsIn(peek.look(flight.get(0)))).contains(List.of(Security.ALPN));
    }

    @Test
    void aDatagramIsLeftAsItIs() {
        byte[] before = flight.get(0).clone();

        peek.look(flight.get(0));

        assertThat(flight.get(0)).isEqualTo(before);
    }

    @Test
    void damagedDatagramsShowNothing() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = flight.get(0).clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(peek.look(damaged)).isEmpty();
        }
        for (int length = 0; length < 1200; length += 7) {
            assertThat(peek.look(Arrays.copyOf(flight.get(0), length))).isEmpty();
        }
    }
}
