package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.sim.datagram.Datagram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// @spec https://www.rfc-editor.org/rfc/rfc9287 RFC 9287: Greasing the QUIC Bit
class FixedBitTest {
    private final List<Datagram> toClient = new ArrayList<>();
    private final List<Datagram> toServer = new ArrayList<>();
    private final Sim sim =
            Sim.seeded(1)
                    .delay(ofMillis(10))
                    .toClient(new Tap(toClient::add))
                    .toServer(new Tap(toServer::add));

    @Test
    void itIsRandomWhereThePeerLetsItBe() {
        exchange();

        for (List<Datagram> datagrams : List.of(toClient, toServer)) {
            long cleared = cleared(datagrams);
            assertThat(cleared).isBetween(datagrams.size() / 4L, datagrams.size() * 3L / 4);
        }
    }

    @Test
    void itIsSetUntilThePeersParametersAreKnown() { // RFC 9287 §3.1
        sim.connect();
        sim.runFor(ofMillis(15));

        assertThat(cleared(toServer)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void itIsSetForAPeerThatDemandsIt(Side strict) { // RFC 9287 §3
        sim.configure(strict, config -> config.withFixedBit(FixedBit.REQUIRED));

        exchange();

        assertThat(cleared(strict == Side.CLIENT ? toClient : toServer)).isZero();
    }

    private void exchange() {
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 200_000);
        sim.server().onAccepted(end -> end.transfers().send(BIDIRECTIONAL, 200_000));
        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(10));

        assertTrue(pair.confirmed() && pair.transferred(), sim::replay);
        assertThat(pair.client().core().stats().dropped()).isEmpty();
    }

    private static long cleared(List<Datagram> datagrams) {
        return datagrams.stream().filter(each -> (each.bytes()[0] & 0x40) == 0).count();
    }
}
