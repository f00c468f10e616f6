package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.SeededSecureRandom;
import dev.quoll.tls.TlsClientConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Handshakes over networks of all kinds.
class HandshakeTest {
    private static final Duration ONE_WAY = ofMillis(20);

    @Test
    void isConfirmedAtBothEndsAfterTwoRoundTrips() {
        Sim sim = Sim.seeded(1).security(Identities::tls).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();

        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(1)), sim::replay);

        assertThat(sim.elapsed()).isEqualTo(ONE_WAY.multipliedBy(4));
        assertThat(pair.client().events())
                .hasExactlyElementsOfTypes(
                        ConnectionEvent.Established.class,
                        ConnectionEvent.Confirmed.class,
                        ConnectionEvent.TokenReceived.class,
                        ConnectionEvent.TokenReceived.class);
        assertThat(pair.server().events())
                .hasExactlyElementsOfTypes(
                        ConnectionEvent.Established.class, ConnectionEvent.Confirmed.class);
    }

    @Test
    void bothEndsAgreeOnWhatWasNegotiated() {
        Sim sim = Sim.seeded(1).security(Identities::tls).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(1));

        HandshakeData client = pair.client().established().orElseThrow();
        HandshakeData server = pair.server().established().orElseThrow();

        assertThat(client.alpn()).isEqualTo(server.alpn()).isEqualTo(Security.ALPN);
        assertThat(client.cipherSuite()).isEqualTo(server.cipherSuite());
        assertThat(client.keyExchangeGroup()).isEqualTo(server.keyExchangeGroup());
        assertThat(server.serverName()).contains(Sim.SERVER_NAME);
        assertThat(client.peer()).isPresent();
        assertThat(server.peer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesTheLossOfAThirdOfAllDatagrams(long seed) {
        Sim sim = Sim.seeded(seed).delay(ofMillis(20)).loss(0.33);
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(30)); // virtual seconds

        assertTrue(pair.confirmed(), sim::replay);
    }

    @Test
    void survivesALongWay() {
        Sim sim = Sim.seeded(1).delay(ofSeconds(1));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 100);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(20));
        sim.runFor(ofSeconds(5));

        assertTrue(pair.confirmed() && pair.transferred(), sim::replay);
        assertThat(pair.client().core().stats().packetsLost()).isLessThan(5);
        assertThat(bytesInFlight(pair.client())).isZero();
        assertThat(bytesInFlight(pair.server())).isZero();
    }

    private static long bytesInFlight(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow().bytesInFlight();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void slowWorkMayTakeItsTime(long seed) {
        Sim sim =
                Sim.seeded(seed)
                        .security(Identities::tls)
                        .taskDelay(ofSeconds(2))
                        .delay(ONE_WAY)
                        .loss(0.2);
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(10_000));
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(60));

        assertTrue(pair.confirmed() && pair.transferred(), () -> sim.replay() + "\n" + pair);
    }

    @Test
    void slowWorkThatEndsAfterTheCloseCountsForNothing() {
        Sim sim = Sim.seeded(1).security(Identities::tls).taskDelay(ofSeconds(5)).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();
        sim.runFor(ofMillis(30));

        pair.server().close(0, "");
        sim.runFor(ofSeconds(30));

        assertThat(pair.server().events()).hasSize(1);
        assertTrue(pair.drained(), () -> sim.replay() + "\n" + pair);
    }

    /// The server may send before the client's Finished, which the client may use at once.
    @Test
    void dataOfTheServerComesWithItsFirstFlight() {
        Sim sim = Sim.seeded(1).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().send(UNIDIRECTIONAL, 100));

        sim.runUntil(() -> pair.client().transfers().endedCount() == 1, ofSeconds(1));

        assertThat(sim.elapsed()).isEqualTo(ONE_WAY.multipliedBy(2));
    }

    @Test
    void dataThatOvertakesTheFinishedIsKeptAndRead() {
        Sim sim = Sim.seeded(1).delay(ONE_WAY).toServer(new Chosen(2, Chosen.Fate.HELD_BACK));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, 5_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(1));

        assertTrue(pair.transferred(), () -> sim.replay() + "\n" + pair);
        assertThat(pair.server().core().stats().dropped())
                .doesNotContainKey(DropReason.KEYS_NOT_AVAILABLE);
    }

    @Test
    void lateInitialsAreDroppedOnceTheirKeysAreGone() {
        Sim sim = Sim.seeded(1).delay(ONE_WAY).toServer(new Chosen(1, Chosen.Fate.SENT_LATE_TOO));
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(1));
        sim.runFor(ofSeconds(1));

        assertThat(pair.server().core().stats().dropped())
                .containsEntry(DropReason.KEYS_DISCARDED, 1L);
        assertThat(pair.server().isClosed()).isFalse();
    }

    @Test
    void initialAndHandshakePacketsEndWithTheHandshake() {
        Set<PacketType> seen = EnumSet.noneOf(PacketType.class);
        Sim sim =
                Sim.seeded(1)
                        .delay(ONE_WAY)
                        .with(
                                new Tap(
                                        datagram ->
                                                PlainPacket.of(datagram)
                                                        .forEach(it -> seen.add(it.type()))));
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(1));
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        PacketType.INITIAL, PacketType.HANDSHAKE, PacketType.ONE_RTT);
        sim.runFor(ONE_WAY);
        seen.clear();

        pair.client().transfers().send(UNIDIRECTIONAL, 50_000);
        pair.client().wake();
        sim.runFor(ofSeconds(5));

        assertThat(seen).containsExactly(PacketType.ONE_RTT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 1_200, 2_500, 4_000, 9_000})
    void aHelloMayTakeSeveralDatagrams(int length) {
        Sim sim = Sim.seeded(1).security(_ -> Security.plain(length, 0)).delay(ONE_WAY).loss(0.2);
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(30));

        assertTrue(pair.confirmed(), sim::replay);
    }

    @Test
    void everyDatagramWithAnInitialThatCountsIsFull() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ONE_WAY)
                        .toServer(new Tap(HandshakeTest::checkInitial))
                        .loss(0.3);
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(30));

        assertTrue(pair.confirmed(), sim::replay);
    }

    @Test
    void aServersInitialThatAsksForAnAcknowledgmentIsInAFullDatagram() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ONE_WAY)
                        .toClient(new Tap(HandshakeTest::checkElicitingInitial))
                        .loss(0.3);
        Sim.Pair pair = sim.connect();

        sim.runUntil(pair::confirmed, ofSeconds(30));

        assertTrue(pair.confirmed(), sim::replay);
    }

    private static void checkElicitingInitial(Datagram datagram) {
        boolean asks =
                PlainPacket.of(datagram).stream()
                        .anyMatch(
                                packet ->
                                        packet.type() == PacketType.INITIAL
                                                && (packet.has(CryptoFrame.class)
                                                        || packet.has(PingFrame.class)));
        if (asks) { // RFC 9000 §14.1
            checkInitial(datagram);
        }
    }

    @Test
    void aLaterInitialInAShortDatagramIsDropped() { // RFC 9000 §14.1
        List<byte[]> sent = new ArrayList<>();
        Sim sim =
                Sim.seeded(1)
                        .delay(ONE_WAY)
                        .toServer(new Tap(datagram -> sent.add(datagram.bytes().clone())));
        Sim.Pair pair = sim.connect();
        sim.runUntil(() -> sent.size() >= 2, ofSeconds(1));
        PacketReader packets = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        packets.reset(sent.get(1), 0, sent.get(1).length);
        packets.next();
        assertThat(packets.header().type()).isEqualTo(PacketType.INITIAL);
        int end = packets.header().end(); // other packets follow in the datagram
        Connection server = pair.server().core();

        server.receive(sent.get(1), 0, end, server.route(), Ecn.NOT_ECT, sim.network().nowNanos());

        assertThat(end).isLessThan(1200);
        assertThat(server.stats().dropped()).containsEntry(DropReason.INITIAL_TOO_SMALL, 1L);
        sim.runUntil(pair::confirmed, ofSeconds(30));
        assertTrue(pair.confirmed(), sim::replay);
    }

    private static void checkInitial(Datagram datagram) {
        boolean isInitial =
                PlainPacket.of(datagram).stream()
                        .anyMatch(packet -> packet.type() == PacketType.INITIAL);
        if (isInitial && datagram.length() < 1200) { // RFC 9000 §14.1
            throw new IllegalStateException(datagram + " is too small");
        }
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        Sim.Pair pair = refused(HandshakeTest::distrusting);

        assertThat(pair.client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        it -> {
                            assertThat(it.code()).isEqualTo(codeOf(TlsAlert.UNKNOWN_CA));
                            assertThat(it.exception().orElseThrow())
                                    .isInstanceOf(CertificateException.class);
                        });
        assertThat(pair.server().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.PeerTransportClose.class,
                        it -> assertThat(it.code()).isEqualTo(codeOf(TlsAlert.UNKNOWN_CA)));
    }

    @Test
    void aServerWithoutTheClientsProtocolSaysSo() {
        Sim.Pair pair = refused(HandshakeTest::otherProtocol);

        long code = codeOf(TlsAlert.NO_APPLICATION_PROTOCOL);
        assertThat(pair.server().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        it -> assertThat(it.code()).isEqualTo(code));
        assertThat(pair.client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.PeerTransportClose.class,
                        it -> assertThat(it.code()).isEqualTo(code));
    }

    private static Sim.Pair refused(Security.Source security) {
        Sim sim = Sim.seeded(1).security(security).delay(ONE_WAY);
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::drained, ofSeconds(5));
        assertTrue(pair.drained(), () -> sim.replay() + "\n" + pair);
        return pair;
    }

    private static long codeOf(TlsAlert alert) {
        return 0x100L + alert.code(); // RFC 9001 §4.8
    }

    private static Security distrusting(Seed seed) {
        Security usual = Identities.tls(seed);
        return new Security(
                TlsClientConfig.builder()
                        .alpn(Security.ALPN)
                        .trustCertificates(List.of(Identities.LARGE.authority()))
                        .random(new SeededSecureRandom(seed))
                        .build(),
                usual.server(),
                usual.protection());
    }

    private static Security otherProtocol(Seed seed) {
        Security usual = Identities.tls(seed);
        return new Security(
                TlsClientConfig.builder()
                        .alpn("another")
                        .trustCertificates(List.of(Identities.SERVER.authority()))
                        .random(new SeededSecureRandom(seed))
                        .build(),
                usual.server(),
                usual.protection());
    }
}
