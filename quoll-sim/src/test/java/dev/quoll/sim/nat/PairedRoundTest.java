package dev.quoll.sim.nat;

import static dev.quoll.core.event.NatTraversalVariant.DRAFT;
import static dev.quoll.core.event.NatTraversalVariant.IROH;
import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_DEPENDENT;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.Sim;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.network.NatBehaviour;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a round of the draft's NAT traversal does, step by step.
class PairedRoundTest {
    private static final NatBehaviour EASY = NatBehaviour.easy();
    private static final NatBehaviour LENIENT = EASY.filtering(ADDRESS_DEPENDENT);
    private static final PathId FIRST = new PathId(1);

    private final Sim sim = sim(1);

    private static Sim sim(long seed) {
        return Sim.seeded(seed)
                .configure(
                        it ->
                                it.withNatTraversalAddresses(8)
                                        .withNatTraversalVariants(Set.of(DRAFT)));
    }

    @Test // RFC 9000 §8.2.1, nat-traversal §4.4.1
    void aClientsProbesAreFullAndEachAddressHasAConnectionIdOfItsOwn() {
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        List<Datagram> first = datagramsTo(meeting, stranger(1));
        List<Datagram> second = datagramsTo(meeting, stranger(2));
        meeting.traversal(Side.SERVER).addLocalAddress(stranger(1));
        meeting.name(Meeting.CLIENT, stranger(2));

        assertThat(meeting.moves()).isFalse();
        assertThat(first).hasSize(3).allMatch(each -> each.length() == 1200);
        assertThat(second).hasSize(3).allMatch(each -> each.length() == 1200);
        assertThat(destinations(first)).hasSize(1).isNotEqualTo(destinations(second));
        meeting.stillWorks();
    }

    @Test
    void aServersProbesAreSmall() {
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        List<Datagram> probes = datagramsTo(meeting, stranger(1));
        meeting.name(stranger(1), Meeting.SERVER);

        assertThat(meeting.moves()).isFalse();
        assertThat(probes).hasSize(3).allMatch(each -> each.length() == 64);
        meeting.stillWorks();
    }

    @Test // nat-traversal §4.4
    void pairsForWhichARoundHasNoRoomAreTriedInTheNext() {
        sim.configure(Side.SERVER, it -> it.withNatTraversalAddresses(1));
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        meeting.name(stranger(1), stranger(2));
        meeting.nameAddresses();

        assertThat(meeting.moves()).isTrue();
        assertThat(sent(meeting, Side.CLIENT, FrameKind.PUNCH_ME_NOW)).isEqualTo(2);
        meeting.stillWorks();
    }

    /// One that leads nowhere occupies the only one there is to spare; the other has its turn then.
    @ParameterizedTest
    @EnumSource // nat-traversal §4.4.1
    void fewConnectionIdsMakeItSlowerButNotImpossible(Side side) {
        sim.configure(side, it -> it.toBuilder().connectionIdLimit(2).build());
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        meeting.name(stranger(1), stranger(2));
        meeting.nameAddresses();

        assertThat(meeting.moves()).isTrue();
        meeting.stillWorks();
    }

    @Test // nat-traversal §4.4
    void anAddressThatIsNamedLateJoinsTheRound() {
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        meeting.traversal(Side.CLIENT).addLocalAddress(Meeting.CLIENT);
        meeting.traversal(Side.CLIENT).initiateRound(sim.network().nowNanos());
        sim.runFor(ofSeconds(1));
        InetSocketAddress relay = meeting.remote(Side.CLIENT);
        meeting.traversal(Side.SERVER).addLocalAddress(Meeting.SERVER);

        sim.runFor(ofSeconds(3));
        assertThat(meeting.remote(Side.CLIENT)).isNotEqualTo(relay).isEqualTo(Meeting.SERVER);
        meeting.stillWorks();
    }

    @Test
    void aClientBehindAHardTranslatorComesFromAPortItNeverNamed() {
        Meeting meeting = moved(NatBehaviour.hard(), LENIENT);
        assertThat(meeting.remote(Side.SERVER).getAddress()).isEqualTo(Meeting.CLIENT.getAddress());
        assertThat(meeting.remote(Side.SERVER).getPort()).isNotEqualTo(Meeting.CLIENT.getPort());
    }

    @Test // RFC 8445 §7.3.1.3
    void aServerBehindAHardTranslatorIsReachedAtAPortItNeverNamed() {
        Meeting meeting = moved(LENIENT, NatBehaviour.hard());
        assertThat(meeting.remote(Side.CLIENT).getAddress()).isEqualTo(Meeting.SERVER.getAddress());
        assertThat(meeting.traversal(Side.CLIENT).remoteAddresses())
                .doesNotContain(meeting.remote(Side.CLIENT));
    }

    @Test
    void aServerThatFollowsNobodyIsMetAllTheSame() {
        sim.configure(Side.SERVER, it -> it.withPeerMigration(PeerMigration.REFUSED));
        moved(EASY, EASY);
    }

    @Test
    void withSeveralPathsAServerThatFollowsNobodyIsMetAllTheSame() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        sim.configure(Side.SERVER, it -> it.withPeerMigration(PeerMigration.REFUSED));
        Meeting meeting = met();
        meeting.prefer(FIRST);
        meeting.stillWorks();
    }

    @Test
    void whatWasTriedIsForgottenAndItsConnectionIdsComeBack() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        for (int i = 0; i < 4; i++) {
            meeting.traversal(Side.SERVER).addLocalAddress(stranger(i));
            meeting.traversal(Side.CLIENT).addLocalAddress(stranger(4 + i));
        }
        meeting.nameAddresses();
        assertThat(meeting.punches()).isTrue();
        sim.runFor(ofSeconds(8));

        long asked = sent(meeting, Side.CLIENT, FrameKind.PATH_CHALLENGE);
        long askedByServer = sent(meeting, Side.SERVER, FrameKind.PATH_CHALLENGE);
        sim.runFor(ofSeconds(5));
        assertThat(sent(meeting, Side.CLIENT, FrameKind.PATH_CHALLENGE)).isEqualTo(asked);
        assertThat(sent(meeting, Side.SERVER, FrameKind.PATH_CHALLENGE)).isEqualTo(askedByServer);
        assertThat(meeting.punches(new PathId(2))).as("one path to one place").isFalse();
        assertThat(meeting.end(Side.CLIENT).core().multipath().paths())
                .containsExactly(PathId.ZERO, FIRST);
        meeting.stillWorks();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRoundSucceedsThoughAFifthIsLost(long seed) {
        Sim lossy = sim(seed);
        Meeting meeting =
                Meeting.behind(
                        lossy,
                        Meeting.WIRE.loss(0.055), // four of them to the other side
                        List.of(EASY),
                        List.of(EASY));
        meeting.nameAddresses();

        assertThat(meeting.moves()).as(lossy::replay).isTrue();
        meeting.stillWorks();
    }

    @Test
    void whereBothSpeakBothThatOfIrohIsTakenForSeveralPaths() {
        sim.configure(
                it ->
                        it.withNatTraversalVariants(Set.of(IROH, DRAFT))
                                .withMultipath(MultipathConfig.of(4)));
        Meeting meeting = met();
        assertThat(sent(meeting, Side.CLIENT, FrameKind.REACH_OUT)).isPositive();
        assertThat(sent(meeting, Side.CLIENT, FrameKind.PUNCH_ME_NOW)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whereOneSideHasOnePathOnlyTheDraftIsTaken(Side side) {
        sim.configure(
                it ->
                        it.withNatTraversalVariants(Set.of(IROH, DRAFT))
                                .withMultipath(MultipathConfig.of(4)));
        sim.configure(side, it -> it.withMultipath(MultipathConfig.OFF));
        Meeting meeting = moved(EASY, EASY);
        assertThat(sent(meeting, Side.CLIENT, FrameKind.REACH_OUT)).isZero();
        assertThat(sent(meeting, Side.CLIENT, FrameKind.PUNCH_ME_NOW)).isPositive();
    }

    @Test
    void whereOneSideSpeaksOneOnlyItIsThat() {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        sim.configure(Side.SERVER, it -> it.withNatTraversalVariants(Set.of(IROH, DRAFT)));
        Meeting meeting = met();
        assertThat(sent(meeting, Side.CLIENT, FrameKind.PUNCH_ME_NOW)).isPositive();
    }

    /// A client that names others in rounds without end, and answers for everything else as it
    /// should: what others get stays under the budget of [ProbeBudget].
    @Test
    void roundsWithoutEndSendStrangersNoMoreThanTheBudget() {
        sim.configure(Side.SERVER, it -> it.toBuilder().connectionIdLimit(32).build());
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        List<Datagram> probes = new ArrayList<>();
        meeting.name(Meeting.CLIENT, Meeting.SERVER);
        meeting.traversal(Side.CLIENT).removeLocalAddress(Meeting.CLIENT);
        long begun = sim.network().nowNanos();
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < 8; i++) {
                int number = round * 8 + i;
                InetSocketAddress stranger = stranger(number);
                meeting.world().route(stranger.getAddress(), probes::add);
                meeting.traversal(Side.CLIENT).addLocalAddress(stranger);
            }
            meeting.traversal(Side.CLIENT).initiateRound(sim.network().nowNanos());
            sim.runFor(ofMillis(10));
            for (InetSocketAddress each : meeting.traversal(Side.CLIENT).localAddresses()) {
                meeting.traversal(Side.CLIENT).removeLocalAddress(each);
            }
        }
        long seconds = (sim.network().nowNanos() - begun) / 1_000_000_000 + 1;

        assertThat(probes.stream().mapToLong(Datagram::length).sum())
                .isBetween(
                        ProbeBudget.MAX_BYTES,
                        ProbeBudget.MAX_BYTES + seconds * ProbeBudget.BYTES_PER_SECOND);
        meeting.stillWorks();
    }

    private Meeting moved(NatBehaviour client, NatBehaviour server) {
        Meeting meeting = Meeting.behind(sim, client, server);
        meeting.nameAddresses();
        assertThat(meeting.moves()).isTrue();
        meeting.stillWorks();
        return meeting;
    }

    private Meeting met() {
        Meeting meeting = Meeting.behind(sim, EASY, EASY);
        meeting.nameAddresses();
        assertThat(meeting.punches()).isTrue();
        return meeting;
    }

    private static List<Datagram> datagramsTo(Meeting meeting, InetSocketAddress address) {
        List<Datagram> datagrams = new ArrayList<>();
        meeting.world().route(address.getAddress(), datagrams::add);
        return datagrams;
    }

    private static Set<ConnectionId> destinations(List<Datagram> datagrams) {
        return Set.copyOf(
                datagrams.stream()
                        .map(each -> ConnectionId.of(each.bytes(), 1, 8))
                        .distinct()
                        .toList());
    }

    private static InetSocketAddress stranger(int number) {
        String address = "192.0.%d.%d".formatted(3 + (number >> 8), number & 0xff);
        return new InetSocketAddress(InetAddress.ofLiteral(address), 4433);
    }

    private static long sent(Meeting meeting, Side side, FrameKind kind) {
        return meeting.end(side).core().stats().sent().frames(kind);
    }
}
