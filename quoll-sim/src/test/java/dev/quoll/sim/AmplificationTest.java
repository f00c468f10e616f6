package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Sieve;

import org.junit.jupiter.api.Test;

/// What a server sends to an address that is not proved.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
class AmplificationTest {
    private static final int LARGE_PROOF = 20_000;

    private long received;
    private long sent;
    private boolean isValidated;

    @Test
    void aServerWithALargeProofWaitsForCredit() {
        Sim sim = counting(Sim.seeded(1).delay(ofMillis(20)));
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
    }

    @Test
    void aServerNeverSendsMoreThanThreeTimesWhatCameUnderLossEither() {
        for (long seed = 1; seed <= 100; seed++) {
            received = 0;
            sent = 0;
            isValidated = false;
            Sim sim = counting(Sim.seeded(seed).delay(ofMillis(20)).toServer(new Loss(0.4)));
            Sim.Pair pair = sim.connect();

            sim.runUntil(pair::confirmed, ofSeconds(60));

            assertTrue(pair.confirmed(), sim::replay);
        }
    }

    @Test
    void aClientThatFallsSilentGetsThreeTimesWhatItSentAndNoMore() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toServer(onlyTheFirst())
                        .idleTimeout(ofSeconds(30));
        Sim.Pair pair = counting(sim).connect();

        sim.runUntil(() -> pair.closed() && pair.drained(), ofSeconds(200));

        assertTrue(pair.drained(), sim::replay);
        assertThat(received).isEqualTo(1200);
        assertThat(sent).isBetween(2 * 1200L, 3 * 1200L);
    }

    /// A client that lost its next datagrams answers each that comes, so that the last bytes of the
    /// allowance may be those that bring the handshake on.
    @Test
    void whatIsLeftOfTheAllowanceIsUsedThoughItIsNoFullDatagram() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .toServer(onlyTheFirst())
                        .configure(Side.SERVER, AmplificationTest::withLargeDatagrams);
        counting(sim).connect();

        sim.runFor(ofSeconds(1));

        assertThat(received).isEqualTo(1200);
        assertThat(sent).as(sim::replay).isEqualTo(3 * 1200);
    }

    private static ConnectionConfig withLargeDatagrams(ConnectionConfig config) {
        RouteConfig route = config.route();
        return config.withRoute(
                new RouteConfig(
                        1452,
                        route.initialRttNanos(),
                        route.persistentCongestionThreshold(),
                        route.mtu(),
                        route.congestion(),
                        route.maxBytesPerSecond()));
    }

    @Test
    void aCertificateOfSeveralDatagramsArrives() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .security(seed -> Security.tls(Identities.LARGE, seed));
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(10));

        assertTrue(pair.confirmed(), sim::replay);
        assertThat(pair.client().core().stats().received().bytes()).isGreaterThan(3 * 1200);
    }

    private static Sieve onlyTheFirst() {
        return new Sieve(
                "all but the first",
                () -> {
                    boolean[] came = new boolean[1];
                    return _ -> {
                        boolean drop = came[0];
                        came[0] = true;
                        return drop;
                    };
                });
    }

    private Sim counting(Sim sim) {
        return sim.security(_ -> Security.plain(0, LARGE_PROOF))
                .toServer(new Tap(this::onReceived))
                .toClient(new Tap(this::onSent));
    }

    private void onReceived(Datagram datagram) {
        received += datagram.length();
        isValidated |=
                PlainPacket.of(datagram).stream()
                        .anyMatch(packet -> packet.type() == PacketType.HANDSHAKE);
    }

    private void onSent(Datagram datagram) {
        sent += datagram.length();
        if (!isValidated && sent > 3 * received) { // RFC 9000 §8.1
            throw new IllegalStateException(sent + " bytes for " + received);
        }
    }
}
