package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.version.QuicVersion.V1;
import static dev.quoll.core.version.QuicVersion.V2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.handshake.Security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Both ends find a version.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9368 RFC 9368: Compatible Version Negotiation
/// @spec https://www.rfc-editor.org/rfc/rfc9369#section-4 RFC 9369, section 4
class VersionsTest {
    private final List<Datagram> toClient = new ArrayList<>();
    private final List<Datagram> toServer = new ArrayList<>();
    private final Sim sim =
            Sim.seeded(1)
                    .delay(ofMillis(10))
                    .toClient(new Tap(toClient::add))
                    .toServer(new Tap(toServer::add));

    @ParameterizedTest
    @EnumSource(QuicVersion.class)
    void aConnectionMayBeginAndStayInEachVersion(QuicVersion version) {
        sim.versions(Side.CLIENT, version).versions(Side.SERVER, version).firstVersion(version);

        exchange();

        assertThat(versionsOf(toServer)).containsOnly(version.wire());
        assertThat(versionsOf(toClient)).containsOnly(version.wire());
    }

    @Test
    void aServerGoesOverToTheVersionThatBothPrefer() {
        preferV2();

        exchange();

        assertThat(versionsOf(toClient)).containsOnly(V2.wire());
        assertThat(versionsOf(toServer)).startsWith(V1.wire()).endsWith(V2.wire());
        assertThat(versionsOf(toServer, PacketType.HANDSHAKE)).containsOnly(V2.wire());
    }

    @Test
    void itTakesNoRoundTripMore() {
        preferV2();
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, ofSeconds(5));

        assertThat(sim.elapsed()).isLessThanOrEqualTo(ofMillis(41));
    }

    @Test
    void theDefaultsStayInVersionOne() {
        sim.versions(Side.SERVER, V2, V1);

        exchange();

        assertThat(versionsOf(toClient)).containsOnly(V1.wire());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void goingOverOutlivesLossesAndALongHello(long seed) {
        Sim lossy =
                Sim.seeded(seed)
                        .delay(ofMillis(10))
                        .loss(0.25)
                        .security(_ -> Security.plain(3_000, 5_000))
                        .versions(Side.CLIENT, V2, V1)
                        .versions(Side.SERVER, V2, V1);
        Sim.Pair pair = lossy.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        lossy.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(60));

        assertTrue(pair.transferred(), lossy::replay);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itWorksWithRealKeys(long seed) {
        Sim real =
                Sim.seeded(seed)
                        .delay(ofMillis(10))
                        .loss(0.1)
                        .security(Identities::tls)
                        .versions(Side.CLIENT, V2, V1)
                        .versions(Side.SERVER, V2, V1)
                        .toClient(new Tap(toClient::add));
        Sim.Pair pair = real.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        real.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(60));

        assertTrue(pair.transferred(), real::replay);
        assertThat(versionsOf(toClient, PacketType.HANDSHAKE)).containsOnly(V2.wire());
    }

    @Test
    void aClientBeginsAgainInAVersionThatTheServerOffers() { // RFC 9368 §2.1
        sim.versions(Side.CLIENT, V2, V1).versions(Side.SERVER, V1).firstVersion(V2);

        exchange();

        assertThat(versionsOf(toServer)).startsWith(V2.wire()).endsWith(V1.wire());
        assertThat(versionsOf(toClient)).startsWith(0).endsWith(V1.wire());
        assertThat(sim.server().live()).hasSize(1);
    }

    @Test
    void itBeginsAgainWithRealKeysToo() {
        sim.security(Identities::tls)
                .versions(Side.CLIENT, V2, V1)
                .versions(Side.SERVER, V1)
                .firstVersion(V2);

        exchange();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itBeginsAgainThoughMuchIsLost(long seed) {
        Sim lossy =
                Sim.seeded(seed)
                        .delay(ofMillis(10))
                        .loss(0.25)
                        .taskDelay(ofMillis(30))
                        .versions(Side.CLIENT, V2, V1)
                        .versions(Side.SERVER, V1)
                        .firstVersion(V2);
        Sim.Pair pair = lossy.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        lossy.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(60));

        assertTrue(pair.transferred(), lossy::replay);
    }

    @Test
    void withoutAVersionInCommonTheClientGivesUp() {
        sim.versions(Side.CLIENT, V2).versions(Side.SERVER, V1).firstVersion(V2);
        Sim.Pair pair = sim.connect();

        sim.runUntil(() -> pair.client().isClosed(), ofSeconds(1));

        assertThat(pair.client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.VersionMismatch.class,
                        cause -> assertThat(cause.offered()).hasSize(2).contains(V1.wire()));
        assertThat(toServer).hasSize(1);
        assertTrue(pair.client().isDrained(), sim::replay);
    }

    @Test
    void anOfferThatListsTheVersionInUseIsIgnored() { // RFC 9000 §6.2
        Sim.Pair pair = begun();

        offer(pair, pair.client().core(), 0x1a2a3a4a, V1.wire());

        assertIgnored(pair);
    }

    @Test
    void anOfferWithOtherConnectionIdsIsIgnored() { // RFC 8999 §6
        Sim.Pair pair = begun();
        byte[] offer = offerTo(toServer.getFirst(), V2.wire());
        offer[6] ^= 1;

        give(pair.client().core(), offer);

        assertIgnored(pair);
    }

    @Test
    void anOfferAfterThePeerWasHeardIsIgnored() { // RFC 9000 §6.2
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::established, ofSeconds(1));

        offer(pair, pair.client().core(), V2.wire());

        assertThat(pair.client().core().isOpen()).isTrue();
    }

    @Test
    void aServerIgnoresOffers() { // RFC 9368 §2.1
        Sim.Pair pair = sim.connect();
        sim.runUntil(() -> pair.serverIfAny().isPresent(), ofSeconds(1));

        offer(pair, pair.server().core(), V2.wire());

        assertThat(pair.server().core().stats().dropped())
                .containsKey(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void anOfferThatSomebodyMadeUpIsFoundOut() { // RFC 9368 §4
        sim.versions(Side.CLIENT, V2, V1).versions(Side.SERVER, V2, V1).firstVersion(V2);
        Sim.Pair pair = begun();

        offer(pair, pair.client().core(), V1.wire()); // the server speaks version 2, too
        pair.client().wake();
        sim.runUntil(() -> pair.client().isClosed(), ofSeconds(5));

        assertThat(pair.client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        cause ->
                                assertThat(cause.code())
                                        .isEqualTo(
                                                TransportErrorCode.VERSION_NEGOTIATION_ERROR
                                                        .code()));
    }

    private void preferV2() {
        sim.versions(Side.CLIENT, V2, V1).versions(Side.SERVER, V2, V1);
    }

    private void exchange() {
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(BIDIRECTIONAL, 10_000);

        sim.runUntil(() -> pair.confirmed() && pair.transferred(), ofSeconds(5));

        assertTrue(pair.confirmed() && pair.transferred(), () -> sim.replay() + "\n" + pair);
    }

    /// A client whose first packet is on the way.
    private Sim.Pair begun() {
        Sim.Pair pair = sim.connect();
        sim.runUntil(() -> !toServer.isEmpty(), ofSeconds(1));
        return pair;
    }

    private void assertIgnored(Sim.Pair pair) {
        assertThat(pair.client().core().stats().dropped())
                .containsKey(DropReason.UNEXPECTED_PACKET);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        assertThat(versionsOf(toServer)).containsOnly(V1.wire());
    }

    private void offer(Sim.Pair pair, Connection to, Integer... versions) {
        assertThat(pair).isNotNull();
        give(to, offerTo(toServer.getFirst(), versions));
    }

    private void give(Connection to, byte[] datagram) {
        to.receive(datagram, 0, datagram.length, to.route(), Ecn.NOT_ECT, sim.network().nowNanos());
    }

    private static byte[] offerTo(Datagram first, Integer... versions) {
        VersionNegotiationPacket packet =
                VersionNegotiationPacket.answerTo(headers(first).getFirst(), List.of(versions));
        byte[] datagram = new byte[packet.length()];
        packet.write(new ByteWriter(datagram), new SplittableRandom(1));
        return datagram;
    }

    private static List<Integer> versionsOf(List<Datagram> datagrams) {
        return datagrams.stream()
                .flatMap(each -> headers(each).stream())
                .filter(PacketHeader::isLong)
                .map(PacketHeader::version)
                .toList();
    }

    private static List<Integer> versionsOf(List<Datagram> datagrams, PacketType type) {
        return datagrams.stream()
                .flatMap(each -> headers(each).stream())
                .filter(each -> each.type() == type)
                .map(PacketHeader::version)
                .toList();
    }

    private static List<PacketHeader> headers(Datagram datagram) {
        List<PacketHeader> headers = new ArrayList<>();
        byte[] bytes = datagram.bytes().clone();
        for (int offset = 0; offset < bytes.length; ) {
            PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
            reader.reset(bytes, offset, bytes.length - offset);
            reader.next();
            headers.add(reader.header());
            offset = reader.header().end();
        }
        return headers;
    }
}
