package dev.quoll.sim;

import static dev.quoll.core.event.NatTraversalVariant.DRAFT;
import static dev.quoll.core.event.NatTraversalVariant.IROH;
import static dev.quoll.sim.CraftingPeer.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Stream;

/// What a peer does wrong with the draft's NAT traversal, and how little others suffer from it.
class HostilePairsTest {
    private static final int LIMIT = 8;
    private static final int SERVER_PROBE = 64;
    private static final int CLIENT_PROBE = 1200;
    private static final long SECOND = 1_000_000_000;
    private static final InetSocketAddress OFFERED = new InetSocketAddress("203.0.113.1", 1);
    private static final InetSocketAddress STRANGER = stranger(1);

    /// What the named side must not say.
    record Fault(Side side, long type, Frame frame) {}

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(Side.CLIENT, 0x3d7e90, new AddAddressFrame(DRAFT, 0, STRANGER)),
                new Fault(Side.CLIENT, 0x3d7e94, new RemoveAddressFrame(DRAFT, 0)),
                new Fault(Side.SERVER, 0x3d7e92, new PunchMeNowFrame(1, 0, STRANGER)));
    }

    @ParameterizedTest // nat-traversal §4.6
    @MethodSource("faults")
    void aFrameFromTheWrongSideEndsTheConnection(Fault fault) {
        CraftingPeer peer = peer(fault.side());
        peer.send(fault.frame());
        peer.isTold(TransportErrorCode.PROTOCOL_VIOLATION, fault.type());
    }

    @Test
    void whereIrohsVariantIsSpokenFramesOfTheDraftAreAViolation() {
        CraftingPeer peer =
                new CraftingPeer(
                        Side.CLIENT,
                        it ->
                                it.withNatTraversalAddresses(LIMIT)
                                        .withNatTraversalVariants(Set.of(IROH, DRAFT)));
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        peer.isTold(TransportErrorCode.PROTOCOL_VIOLATION, 0x3d7e92);
    }

    @Test
    void unlessItIsNegotiatedItsFramesAreUnknown() {
        CraftingPeer peer =
                new CraftingPeer(
                        Side.CLIENT,
                        it ->
                                it.withNatTraversalAddresses(LIMIT)
                                        .withNatTraversalVariants(Set.of(IROH)));
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        peer.isTold(TransportErrorCode.FRAME_ENCODING_ERROR, 0x3d7e92);
    }

    @Test // nat-traversal §4.5
    void aClientsParameterHasNoValue() {
        HostileClient client =
                new HostileClient()
                        .server(HostilePairsTest::traversing)
                        .parameters(it -> it.with(0x3d7e9f0bca12fea6L, (byte) LIMIT));
        client.begin();
        client.isTold(TransportErrorCode.TRANSPORT_PARAMETER_ERROR.code(), 0x06);
    }

    @Test // nat-traversal §4.5
    void inEarlyDataAClientMayAskButTheServerHasOfferedNothingYet() {
        HostileClient client =
                new HostileClient()
                        .server(HostilePairsTest::traversing)
                        .parameters(it -> it.with(0x3d7e9f0bca12fea6L));
        client.afterAnHonestVisit().beginUpToFirstFlight();
        client.send(
                EncryptionLevel.ZERO_RTT, PacketCraft.payload(new PunchMeNowFrame(1, 0, STRANGER)));
        client.send(
                EncryptionLevel.ZERO_RTT,
                PacketCraft.payload(new AddAddressFrame(DRAFT, 0, STRANGER)));
        client.isTold(TransportErrorCode.PROTOCOL_VIOLATION.code(), 0x3d7e90);
    }

    @Test // nat-traversal §4.4
    void onePairTooManyInARoundEndsTheConnection() {
        CraftingPeer peer = peer(Side.CLIENT);
        for (int i = 0; i < LIMIT; i++) {
            peer.send(new PunchMeNowFrame(1, i, STRANGER), new PunchMeNowFrame(1, 0, STRANGER));
        }
        assertThat(peer.victim().isOpen()).isTrue();
        peer.send(new PunchMeNowFrame(1, LIMIT, STRANGER));
        peer.isTold(TransportErrorCode.PROTOCOL_VIOLATION, 0x3d7e92);
    }

    @Test
    void aPairIsProbedUnderAConnectionIdOfItsOwn() { // nat-traversal §4.4.1
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        assertThat(peer.sentElsewhere()).containsExactly(SERVER_PROBE);
    }

    /// Each takes one of the connection IDs the peer has issued, of which one is in use.
    @Test // nat-traversal §4.4.1
    void noMorePairsAreProbedAtATimeThanThereAreConnectionIds() {
        CraftingPeer peer = peer(Side.CLIENT);
        for (int i = 0; i < LIMIT; i++) {
            peer.send(new PunchMeNowFrame(1, 0, stranger(i)));
        }
        assertThat(peer.sentElsewhere())
                .hasSize(ConnectionConfig.DEFAULT.connectionIdLimit() - 1)
                .containsOnly(SERVER_PROBE);
    }

    @Test // nat-traversal §4.4
    void aLateFrameOfAnOldRoundChangesNothing() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new PunchMeNowFrame(5, 0, stranger(1)), new PunchMeNowFrame(3, 0, stranger(2)));
        assertThat(peer.sentElsewhere()).hasSize(1);
    }

    @Test // nat-traversal §4.4
    void aNewRoundEndsTheProbesOfTheOneBefore() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        peer.sentElsewhere();
        peer.send(new PunchMeNowFrame(2, 7, STRANGER));
        assertThat(bytesOf(peer, 20)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, (1L << 62) - 1})
    void whatIsPairedWithNoAddressOfTheServerIsNotProbed(long number) {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new PunchMeNowFrame(1, number, STRANGER));
        assertThat(peer.sentElsewhere()).isEmpty();
        assertThat(peer.victim().isOpen()).isTrue();
    }

    @Test
    void whatIsPairedWithAnAddressTakenBackIsNotProbed() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.victim().natTraversal().removeLocalAddress(OFFERED);
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        assertThat(peer.sentElsewhere()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "224.0.0.1", "::", "ff02::1"})
    void whatIsNobodysAddressIsNotProbed(String address) {
        CraftingPeer peer = peer(Side.CLIENT);
        InetAddress nobodys = InetAddress.ofLiteral(address);
        peer.send(new PunchMeNowFrame(1, 0, new InetSocketAddress(nobodys, 1)));
        peer.send(new PunchMeNowFrame(1, 0, new InetSocketAddress(STRANGER.getAddress(), 0)));
        assertThat(peer.sentElsewhere()).isEmpty();
    }

    @Test
    void oneRoundSendsAStrangerThreeProbes() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        assertThat(bytesOf(peer, 20)).isEqualTo(3L * SERVER_PROBE);
    }

    @Test
    void tenThousandAddressesOfAServerAreNotRemembered() {
        CraftingPeer peer = peer(Side.SERVER);
        for (int i = 0; i < 10_000; i++) {
            peer.send(new AddAddressFrame(DRAFT, i, stranger(i)));
        }
        assertThat(peer.victim().natTraversal().remoteAddresses()).hasSize(LIMIT);
        assertThat(peer.sentElsewhere()).isEmpty();
    }

    @Test
    void aServerThatNamesStrangersHasThemSentNoMoreThanTheBudget() {
        CraftingPeer peer = peer(Side.SERVER);
        for (int i = 0; i < LIMIT; i++) {
            peer.send(new AddAddressFrame(DRAFT, i, stranger(i)));
        }
        long bytes = 0;
        for (int i = 0; i < 1000; i++) {
            assertThat(peer.victim().natTraversal().initiateRound(peer.nowNanos()))
                    .isInstanceOf(PunchOutcome.Begun.class);
            bytes += bytesOf(peer, 1, SECOND / 100);
        }
        assertThat(bytes)
                .isBetween(
                        (long) CLIENT_PROBE,
                        ProbeBudget.MAX_BYTES + 11 * ProbeBudget.BYTES_PER_SECOND);
    }

    @Test // RFC 9000 §9
    void outsideARoundTheServerCannotComeFromElsewhere() {
        CraftingPeer peer = peer(Side.SERVER);
        peer.sendOn(0, FourTuple.to(STRANGER), new PathChallengeFrame(1));
        assertThat(peer.sentElsewhere()).isEmpty();
    }

    @Test
    void inARoundAProbeFromElsewhereIsAnsweredAndMovesNothing() {
        CraftingPeer peer = peer(Side.SERVER);
        peer.send(new AddAddressFrame(DRAFT, 0, stranger(7)));
        peer.victim().natTraversal().initiateRound(peer.nowNanos());
        peer.pass(1);
        assertThat(peer.sentElsewhere()).containsExactly(CLIENT_PROBE);
        peer.sendOn(0, FourTuple.to(STRANGER), new PathChallengeFrame(1), PingFrame.INSTANCE);

        assertThat(peer.sentElsewhere()).containsExactly(CLIENT_PROBE);
        assertThat(peer.remote()).isEqualTo(peer.route().remote());
    }

    @Test
    void probesFromEverywhereAreAnsweredNoMoreThanRoutesAreKept() {
        CraftingPeer peer = peer(Side.SERVER);
        peer.send(new AddAddressFrame(DRAFT, 0, stranger(7)));
        peer.victim().natTraversal().initiateRound(peer.nowNanos());
        peer.pass(1);
        for (int i = 0; i < 1000; i++) {
            peer.sendOn(0, FourTuple.to(stranger(i)), new PathChallengeFrame(i));
        }
        assertThat(peer.sentElsewhere())
                .hasSizeLessThanOrEqualTo(ConnectionConfig.DEFAULT.connectionIdLimit());
        assertThat(peer.victim().isOpen()).isTrue();
    }

    @Test
    void aServerThatFollowsNobodyIsReachedFromWhereItWasAskedToProbe() {
        CraftingPeer peer =
                new CraftingPeer(
                        Side.CLIENT,
                        it ->
                                traversing(it)
                                        .withMultipath(MultipathConfig.OFF)
                                        .withPeerMigration(PeerMigration.REFUSED));
        begin(peer);
        peer.sendOn(0, FourTuple.to(stranger(2)), PingFrame.INSTANCE);
        assertThat(peer.remote()).isEqualTo(peer.route().remote());

        peer.send(new PunchMeNowFrame(1, 0, STRANGER));
        peer.sentElsewhere();
        peer.sendOn(0, FourTuple.to(STRANGER), PingFrame.INSTANCE);
        assertThat(peer.remote()).isEqualTo(STRANGER);
    }

    private static CraftingPeer peer(Side side) {
        CraftingPeer peer = new CraftingPeer(side, HostilePairsTest::traversing);
        begin(peer);
        return peer;
    }

    private static void begin(CraftingPeer peer) {
        peer.answers();
        assertThat(peer.victim().natTraversal().addLocalAddress(OFFERED)).isEmpty();
        peer.answers();
    }

    private static ConnectionConfig traversing(ConnectionConfig config) {
        return config.withNatTraversalAddresses(LIMIT).withNatTraversalVariants(Set.of(DRAFT));
    }

    /// Bytes that go to others in so many seconds.
    private static long bytesOf(CraftingPeer peer, int seconds) {
        return bytesOf(peer, 100 * seconds, SECOND / 100);
    }

    private static long bytesOf(CraftingPeer peer, int steps, long stepNanos) {
        long bytes = 0;
        for (int i = 0; i < steps; i++) {
            bytes += peer.bytesSentElsewhere();
            peer.pass(stepNanos);
        }
        return bytes + peer.bytesSentElsewhere();
    }
}
