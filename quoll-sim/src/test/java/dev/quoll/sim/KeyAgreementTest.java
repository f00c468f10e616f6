package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.SeededSecureRandom;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Hellos that take more than a datagram, and handshakes that take a round more.
class KeyAgreementTest {
    private static final Duration ONE_WAY = ofMillis(20);

    /// A server that agrees in `group` alone.
    private static Security.Source server(NamedGroup group) {
        return seed ->
                new Security(
                        TlsClientConfig.builder()
                                .alpn(Security.ALPN)
                                .trustCertificates(List.of(Identities.SERVER.authority()))
                                .random(random(seed, "client"))
                                .build(),
                        TlsServerConfig.builder()
                                .alpn(Security.ALPN)
                                .certificate(Identities.SERVER.key(), Identities.SERVER.chain())
                                .groups(group)
                                .random(random(seed, "server"))
                                .build(),
                        new AeadProtection());
    }

    private static SeededSecureRandom random(Seed seed, String side) {
        return new SeededSecureRandom(seed.split(side));
    }

    private static void assertAgreed(Sim sim, NamedGroup group) {
        Sim.Pair pair = sim.connect();

        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(30)), () -> sim.replay() + "\n" + pair);

        assertThat(pair.client().established().map(HandshakeData::keyExchangeGroup))
                .isEqualTo(pair.server().established().map(HandshakeData::keyExchangeGroup))
                .contains(group.registeredName());
    }

    static Stream<Arguments> fates() {
        return Stream.of(Chosen.Fate.values())
                .flatMap(
                        fate ->
                                IntStream.rangeClosed(1, 5)
                                        .mapToObj(number -> Arguments.of(number, fate)));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void aHelloOfSeveralDatagramsMayComeInAnyOrder(int number, Chosen.Fate fate) {
        NamedGroup group = NamedGroup.X25519MLKEM768;
        Security.Source security = server(group);

        assertAgreed(
                Sim.seeded(1).security(security).delay(ONE_WAY).toServer(new Chosen(number, fate)),
                group);
        assertAgreed(
                Sim.seeded(1).security(security).delay(ONE_WAY).toClient(new Chosen(number, fate)),
                group);
    }

    @Test
    void aSecondRoundCostsARoundTrip() {
        Sim sim = Sim.seeded(1).security(server(NamedGroup.SECP384R1)).delay(ONE_WAY);

        assertAgreed(sim, NamedGroup.SECP384R1);

        assertThat(sim.elapsed()).isEqualTo(ONE_WAY.multipliedBy(6));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void aSecondRoundSurvivesWhatBefallsADatagram(int number, Chosen.Fate fate) {
        NamedGroup group = NamedGroup.SECP256R1;
        Security.Source security = server(group);

        assertAgreed(
                Sim.seeded(2).security(security).delay(ONE_WAY).toServer(new Chosen(number, fate)),
                group);
        assertAgreed(
                Sim.seeded(2).security(security).delay(ONE_WAY).toClient(new Chosen(number, fate)),
                group);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bothSurviveTheLossOfAThirdOfAllDatagrams(long seed) {
        for (NamedGroup group : List.of(NamedGroup.X25519MLKEM768, NamedGroup.SECP384R1)) {
            assertAgreed(Sim.seeded(seed).security(server(group)).delay(ONE_WAY).loss(0.33), group);
        }
    }
}
