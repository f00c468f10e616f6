package dev.quoll.sim;

import static dev.quoll.core.event.NatTraversalVariant.IROH;
import static dev.quoll.sim.CraftingPeer.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.Underlay;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/// What a peer does wrong with NAT traversal, and how little others suffer from it.
class HostileTraversalTest {
    private static final int LIMIT = 8;
    private static final int MAX_OWED = 32;
    private static final long SECOND = 1_000_000_000;

    /// A probe: first byte, ID, number, PATH_CHALLENGE, tag.
    private static final int PROBE = 1 + 8 + 4 + 9 + 16;

    private static final InetSocketAddress STRANGER = stranger(1);

    /// What the named side must not say.
    record Fault(Side side, long type, Frame frame) {}

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(Side.CLIENT, 0x3d7f90, new AddAddressFrame(IROH, 0, STRANGER)),
                new Fault(Side.CLIENT, 0x3d7f94, new RemoveAddressFrame(IROH, 0)),
                new Fault(Side.SERVER, 0x3d7f92, new ReachOutFrame(1, STRANGER)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFrameFromTheWrongSideEndsTheConnection(Fault fault) {
        CraftingPeer peer = peer(fault.side());
        peer.send(fault.frame());
        peer.isTold(TransportErrorCode.PROTOCOL_VIOLATION, fault.type());
    }

    @Test
    void unlessItIsNegotiatedItsFramesAreUnknown() {
        CraftingPeer peer = new CraftingPeer(Side.CLIENT);
        peer.send(new ReachOutFrame(1, STRANGER));
        peer.isTold(TransportErrorCode.FRAME_ENCODING_ERROR, 0x3d7f92);
    }

    @Test
    void withoutMultipathItIsNotNegotiated() {
        CraftingPeer peer =
                new CraftingPeer(
                        Side.CLIENT, it -> traversing(it).withMultipath(MultipathConfig.OFF));
        peer.send(new ReachOutFrame(1, STRANGER));
        peer.isTold(TransportErrorCode.FRAME_ENCODING_ERROR, 0x3d7f92);
    }

    @Test
    void whoSpeaksItWithoutMultipathIsAtFault() {
        HostileClient client =
                new HostileClient()
                        .server(it -> traversing(it).withMultipath(MultipathConfig.of(4)))
                        .parameters(it -> it.with(0x3d7f91120401L, (byte) LIMIT));
        client.connect();
        client.send(EncryptionLevel.ONE_RTT, PacketCraft.payload(new ReachOutFrame(1, STRANGER)));
        client.isTold(TransportErrorCode.PROTOCOL_VIOLATION.code(), 0x3d7f92);
    }

    /// An endpoint that reaches some peers by other means than UDP has made up addresses for them.
    @ParameterizedTest
    @EnumSource
    void addressesThatTheEndpointMadeUpAreNeitherTakenFromPeersNorTold(Side side) {
        CraftingPeer peer =
                new CraftingPeer(side, config -> traversing(config).over(new MadeUp(STRANGER)));
        peer.answers();
        peer.send(
                side == Side.CLIENT
                        ? new ReachOutFrame(1, STRANGER)
                        : new AddAddressFrame(IROH, 0, STRANGER));

        assertThat(peer.sentElsewhere()).isEmpty();
        assertThat(peer.victim().natTraversal().remoteAddresses()).isEmpty();
        assertThat(peer.victim().natTraversal().addLocalAddress(STRANGER)).isEmpty();
        assertThat(peer.victim().natTraversal().localAddresses()).isEmpty();
        assertThat(peer.victim().isOpen()).isTrue();
    }

    private record MadeUp(InetSocketAddress madeUp) implements Underlay {
        @Override
        public int maxDatagramBytes(InetSocketAddress remote) {
            return Underlay.UDP.maxDatagramBytes(remote);
        }

        @Override
        public boolean isOfNetwork(InetSocketAddress address) {
            return !address.equals(madeUp);
        }
    }

    @Test
    void oneAddressTooManyInARoundEndsTheConnection() {
        CraftingPeer peer = peer(Side.CLIENT);
        for (int i = 0; i < LIMIT; i++) {
            peer.send(new ReachOutFrame(1, stranger(i)), new ReachOutFrame(1, stranger(0)));
        }
        assertThat(peer.victim().isOpen()).isTrue();
        peer.send(new ReachOutFrame(1, stranger(LIMIT)));
        peer.isTold(TransportErrorCode.PROTOCOL_VIOLATION, 0x3d7f92);
    }

    @Test
    void tenThousandAddressesOfAServerAreNotRemembered() {
        CraftingPeer peer = peer(Side.SERVER);
        for (int i = 0; i < 10_000; i++) {
            peer.send(new AddAddressFrame(IROH, i, stranger(i)));
        }
        assertThat(peer.victim().natTraversal().remoteAddresses()).hasSize(LIMIT);
        assertThat(peer.victim().isOpen()).isTrue();
    }

    /// However many rounds there are, strangers get no more than the budget of [ProbeBudget]: what
    /// it holds at once, and what comes back in the time.
    @Test
    void roundsWithoutEndSendStrangersNoMoreThanTheBudget() {
        CraftingPeer peer = peer(Side.CLIENT);
        long begun = peer.nowNanos();
        long bytes = 0;
        for (int round = 1; round <= 10_000; round++) {
            for (int i = 0; i < LIMIT; i++) {
                peer.send(new ReachOutFrame(round, stranger(round * LIMIT + i)));
            }
            bytes += peer.bytesSentElsewhere();
            peer.pass(SECOND / 1000);
        }
        long seconds = (peer.nowNanos() - begun) / SECOND + 1;

        assertThat(peer.victim().isOpen()).isTrue();
        assertThat(bytes)
                .isPositive()
                .isLessThanOrEqualTo(
                        ProbeBudget.MAX_BYTES + seconds * ProbeBudget.BYTES_PER_SECOND);
    }

    /// A round that nobody follows sends nine probes to each address, and then no more.
    @Test
    void oneRoundSendsAStrangerNineProbes() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new ReachOutFrame(1, STRANGER));
        long bytes = 0;
        for (int i = 0; i < 1000; i++) {
            bytes += peer.bytesSentElsewhere();
            peer.pass(SECOND / 100);
        }
        assertThat(bytes).isBetween(9L * (PROBE - 3), 9L * PROBE);
    }

    @Test
    void aLateFrameOfAnOldRoundChangesNothing() {
        CraftingPeer peer = peer(Side.CLIENT);
        peer.send(new ReachOutFrame(5, stranger(1)), new ReachOutFrame(3, stranger(2)));
        assertThat(peer.sentElsewhere()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void probesFromEverywhereAreAnsweredWithLittle(Side side) { // RFC 9000 §8.2.2
        CraftingPeer peer = peer(side);
        for (int i = 0; i < 1000; i++) {
            peer.sendOn(0, FourTuple.to(stranger(i)), new PathChallengeFrame(i));
        }
        List<Integer> answers = peer.sentElsewhere();

        assertThat(answers).hasSize(MAX_OWED).allMatch(length -> length <= 3 * PROBE);
        assertThat(peer.victim().isOpen()).isTrue();
    }

    @Test
    void aProbeIsAnsweredWhereItCameFromAndMovesNothing() {
        CraftingPeer peer = peer(Side.CLIENT);
        FourTuple elsewhere = FourTuple.to(STRANGER);
        peer.sendOn(0, elsewhere, new PathChallengeFrame(1), new PathResponseFrame(2));

        assertThat(peer.sentElsewhere()).hasSize(1);
        assertThat(peer.remote()).isEqualTo(peer.route().remote());
    }

    @Test
    void whatIsNoMereProbeMovesAClientAsEver() { // RFC 9000 §9.3
        CraftingPeer peer = peer(Side.CLIENT);
        peer.sendOn(0, FourTuple.to(STRANGER), PingFrame.INSTANCE);
        assertThat(peer.remote()).isEqualTo(STRANGER);
    }

    /// The peer may probe from elsewhere although it may not move there.
    @Test
    void aClientThatMayNotMoveMayProbe() {
        CraftingPeer peer =
                new CraftingPeer(
                        Side.CLIENT, it -> traversing(it).withPeerMigration(PeerMigration.REFUSED));
        FourTuple elsewhere = FourTuple.to(STRANGER);
        peer.sendOn(0, elsewhere, new PathChallengeFrame(1));
        assertThat(peer.sentElsewhere()).hasSize(1);

        peer.sendOn(0, elsewhere, PingFrame.INSTANCE);
        assertThat(peer.remote()).isEqualTo(peer.route().remote());
    }

    private static CraftingPeer peer(Side side) {
        CraftingPeer peer = new CraftingPeer(side, HostileTraversalTest::traversing);
        peer.answers();
        return peer;
    }

    private static ConnectionConfig traversing(ConnectionConfig config) {
        return config.withNatTraversalAddresses(LIMIT);
    }
}
