package dev.quoll.sim.nat;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.NatTraversal;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Sim;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.NatBehaviour.Dependence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Two homes with a relay between them: data goes directly whenever that can be, and over the relay
/// whenever it cannot, and none is lost.
class DirectPathsTest {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("192.0.2.7", 7);

    private final Sim sim = sim(1);

    private static Sim sim(long seed) {
        return Sim.seeded(seed)
                .configure(
                        it -> it.withMultipath(MultipathConfig.of(8)).withNatTraversalAddresses(8));
    }

    private Homes easy() {
        return new Homes(sim, NatBehaviour.easy(), NatBehaviour.easy()).look();
    }

    @Test
    void aDirectPathIsFoundAndUsedAndTheRelayedOneHeldReady() {
        Homes homes = easy();
        assertThat(homes.becomesDirect(ofSeconds(1))).as(sim.replay()).isTrue();
        sim.runFor(ofMillis(500));

        assertThat(homes.direct(Side.CLIENT))
                .singleElement()
                .extracting(PathView::status)
                .isEqualTo(PathStatus.AVAILABLE);
        assertThat(homes.relayed(Side.CLIENT))
                .singleElement()
                .extracting(PathView::status)
                .isEqualTo(PathStatus.BACKUP);
        assertThat(homes.end(Side.SERVER).core().multipath().remoteStatus(PathId.ZERO))
                .contains(PathStatus.BACKUP);
    }

    @Test
    void aDownloadMovesFromTheRelayWithoutAStall() {
        Homes homes = new Homes(sim, NatBehaviour.easy(), NatBehaviour.easy());
        homes.download(5_000_000);
        sim.runFor(ofSeconds(2));
        assertThat(homes.downloaded()).isPositive();
        assertThat(homes.bytesDirect(Side.CLIENT)).isZero();
        homes.deliveries().forgetGaps();
        homes.look();
        assertThat(homes.becomesDirect(ofSeconds(1))).as(sim.replay()).isTrue();
        sim.runFor(ofSeconds(1));
        long relayed = homes.bytesRelayed(Side.CLIENT);
        homes.complete(ofMinutes(1));

        assertThat(homes.downloaded()).isEqualTo(5_000_000);
        assertThat(homes.deliveries().longestGapNanos()).isLessThan(ofMillis(250).toNanos());
        assertThat(homes.bytesRelayed(Side.CLIENT) - relayed).isLessThan(100_000);
    }

    @Test
    void whatWasDirectGoesOverTheRelayWhenThatDiesAndDirectlyWhenItIsBack() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        homes.download(60_000_000);
        sim.runFor(ofSeconds(5));
        long relayed = homes.bytesRelayed(Side.CLIENT);
        homes.deliveries().forgetGaps();
        homes.cutDirect();
        sim.runFor(ofSeconds(20));
        assertThat(homes.deliveries().longestGapNanos()).isLessThan(ofSeconds(1).toNanos());
        assertThat(homes.bytesRelayed(Side.CLIENT) - relayed).isGreaterThan(15_000_000);
        assertThat(homes.direct(Side.CLIENT)).isEmpty();
        assertThat(homes.relayed(Side.CLIENT))
                .singleElement()
                .extracting(PathView::status)
                .isEqualTo(PathStatus.AVAILABLE);

        homes.mendDirect();
        assertThat(homes.becomesDirect(ofSeconds(61))).as(sim.replay()).isTrue();
        sim.runFor(ofSeconds(1));
        assertThat(homes.direct(Side.CLIENT))
                .extracting(PathView::status)
                .containsExactly(PathStatus.AVAILABLE);
        homes.complete(ofMinutes(5));
        assertThat(homes.downloaded()).isEqualTo(60_000_000);
    }

    @Test
    void aShortInterruptionIsOverWithoutANewPath() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        PathId before = homes.direct(Side.CLIENT).getFirst().id();
        homes.download(20_000_000);
        sim.runFor(ofSeconds(3));
        homes.cutDirect();
        sim.runFor(ofSeconds(3));
        homes.mendDirect();
        assertThat(homes.becomesDirect(ofSeconds(10))).as(sim.replay()).isTrue();
        sim.runFor(ofSeconds(2));

        assertThat(homes.direct(Side.CLIENT).getFirst().id()).isEqualTo(before);
        assertThat(homes.direct(Side.CLIENT).getFirst().status()).isEqualTo(PathStatus.AVAILABLE);
        homes.complete(ofMinutes(1));
    }

    @Test
    void twoRandomTranslatorsStayOnTheRelay() {
        Homes homes = new Homes(sim, NatBehaviour.hard(), NatBehaviour.hard()).look();
        homes.download(10_000_000);
        assertThat(homes.becomesDirect(ofMinutes(5))).isFalse();
        homes.complete(ofMinutes(1));

        assertThat(homes.end(Side.CLIENT).isClosed()).isFalse();
        assertThat(homes.downloaded()).isEqualTo(10_000_000);
        assertThat(homes.relayed(Side.CLIENT))
                .extracting(PathView::status)
                .containsExactly(PathStatus.AVAILABLE);
        // at 0, 5, 15 and 35 s, and then every minute
        assertThat(homes.reachOuts()).isBetween(7L, 9L);
    }

    @Test
    void pathsStayUsableWhileNothingIsSentThoughTranslatorsForgetSoon() {
        NatBehaviour forgetful = NatBehaviour.easy().timeout(ofSeconds(20));
        Homes homes = new Homes(sim, forgetful, forgetful).look();
        homes.becomesDirect(ofSeconds(1));
        sim.runFor(ofMinutes(10));

        assertThat(homes.direct(Side.SERVER)).hasSize(1);
        assertThat(homes.relayed(Side.SERVER)).hasSize(1);
        homes.cutDirect();
        homes.download(1_000_000);
        homes.complete(ofSeconds(10));
    }

    /// Both translators forget everything at once, as after a power cut.
    @Test
    void aDirectPathIsFoundAgainWhenTheTranslatorsHaveForgotten() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        homes.download(30_000_000);
        sim.runFor(ofSeconds(3));
        for (Side side : Side.values()) {
            homes.nat(side).rebind();
        }
        homes.keepGathering();
        sim.runFor(ofSeconds(10));
        assertThat(homes.becomesDirect(ofSeconds(60))).as(sim.replay()).isTrue();
        homes.complete(ofMinutes(2));
    }

    /// Of a probe and its answer half arrive; of a path's validation, which takes more, a quarter.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void heavyLossDelaysTheDirectPathAndDoesNotPreventIt(long seed) {
        Sim lossy = sim(seed);
        Homes homes = new Homes(lossy, NatBehaviour.easy(), NatBehaviour.easy(), 0.3).look();

        assertThat(homes.becomesDirect(ofSeconds(30))).as(lossy.replay()).isTrue();
    }

    @Test
    void aTranslatorWithARandomPortIsReachedFromOneThatHearsEverybody() {
        NatBehaviour hearing = NatBehaviour.easy().filtering(Dependence.ENDPOINT_INDEPENDENT);
        Homes homes = new Homes(sim, NatBehaviour.hard(), hearing).look();

        assertThat(homes.becomesDirect(ofSeconds(2))).as(sim.replay()).isTrue();
    }

    @Test
    void theDraftsRoundsFindTheDirectPathToo() {
        sim.configure(it -> it.withNatTraversalVariants(Set.of(NatTraversalVariant.DRAFT)));
        Homes homes = easy();
        homes.download(30_000_000);

        assertThat(homes.becomesDirect(ofSeconds(5))).as(sim.replay()).isTrue();
        sim.runFor(ofSeconds(1));
        assertThat(homes.direct(Side.CLIENT))
                .extracting(PathView::status)
                .containsExactly(PathStatus.AVAILABLE);
        homes.cutDirect();
        homes.complete(ofMinutes(1));
    }

    @Test
    void candidatesThatComeLateAreTriedFiveSecondsAfterTheLastRound() {
        Homes homes = easy();
        homes.setCandidates(Side.SERVER, List.of(NOWHERE));
        assertThat(homes.becomesDirect(ofSeconds(4))).isFalse();
        homes.gather(Side.CLIENT);
        homes.gather(Side.SERVER);

        assertThat(homes.becomesDirect(ofSeconds(3))).as(sim.replay()).isTrue();
    }

    @Test
    void theServersCandidatesComeAndGo() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        InetSocketAddress first = homes.seenByRelay(Side.SERVER);
        homes.setCandidates(Side.SERVER, List.of(NOWHERE, first));
        sim.runFor(ofSeconds(1));
        assertThat(remote(homes)).containsExactlyInAnyOrder(first, NOWHERE);

        homes.setCandidates(Side.SERVER, List.of(NOWHERE));
        sim.runFor(ofSeconds(1));
        assertThat(remote(homes)).containsExactly(NOWHERE);
    }

    @Test
    void whatTheRelaysAddressesStandForIsNeverNamed() {
        Homes homes = easy();
        for (Side side : Side.values()) {
            InetSocketAddress mapped = new InetSocketAddress("10.0.0.9", 9);
            homes.setCandidates(side, List.of(mapped, NOWHERE));
        }
        sim.runFor(ofSeconds(1));

        for (Side side : Side.values()) {
            assertThat(homes.end(side).core().natTraversal().localAddresses())
                    .containsExactly(NOWHERE);
        }
    }

    @Test
    void asManyCandidatesAreNamedAsThePeerTakes() {
        Homes homes = easy();
        List<InetSocketAddress> many =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> new InetSocketAddress("192.0.2." + i % 250, 1 + i))
                        .toList();
        homes.setCandidates(Side.SERVER, many);
        homes.setCandidates(Side.CLIENT, many);
        sim.runFor(ofSeconds(1));

        assertThat(remote(homes)).containsExactlyInAnyOrderElementsOf(many.subList(0, 8));
        assertThat(homes.end(Side.CLIENT).core().natTraversal().localAddresses())
                .containsExactlyElementsOf(many.subList(0, 8));
    }

    @Test
    void roundsAreFiveSecondsApartWhateverComesAndGoes() {
        Homes homes = new Homes(sim, NatBehaviour.hard(), NatBehaviour.hard()).look();
        List<Duration> begun = new ArrayList<>();
        long before = 0;
        for (int step = 0; step < 1200; step++) {
            if (step % 6 == 0) {
                Side side = step % 12 == 0 ? Side.CLIENT : Side.SERVER;
                homes.setCandidates(side, List.of(new InetSocketAddress("192.0.2.7", 1 + step)));
            }
            sim.runFor(ofMillis(50));
            long now = homes.reachOuts();
            if (now > before) {
                begun.add(sim.elapsed());
            }
            before = now;
        }
        assertThat(begun).hasSizeBetween(11, 13);
        for (int i = 1; i < begun.size(); i++) {
            assertThat(begun.get(i).minus(begun.get(i - 1))).isGreaterThan(ofMillis(4900));
        }
    }

    @Test
    void aHomeThatGetsAnotherAddressIsReachedThere() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        homes.renumber(Side.SERVER, "203.0.113.99");
        homes.download(10_000_000);
        sim.runFor(ofSeconds(2));
        homes.gather(Side.SERVER);
        homes.paths(Side.CLIENT).onNetworkChanged(sim.network().nowNanos());
        sim.runFor(ofSeconds(12));

        assertThat(homes.direct(Side.CLIENT))
                .extracting(path -> path.remote().getHostString())
                .containsExactly("203.0.113.99");
        homes.complete(ofMinutes(1));
    }

    @Test
    void theRelayedPathComesBackWhenTheRelayDoes() {
        Homes homes = easy();
        homes.becomesDirect(ofSeconds(1));
        homes.cutRelay();
        sim.runFor(ofSeconds(60));
        assertThat(homes.relayed(Side.CLIENT)).isEmpty();
        assertThat(homes.isDirect()).isTrue();

        homes.mendRelay();
        assertThat(sim.runUntil(() -> !homes.relayed(Side.CLIENT).isEmpty(), ofSeconds(75)))
                .as(sim.replay())
                .isTrue();
        sim.runFor(ofSeconds(1));
        homes.cutDirect();
        homes.download(1_000_000);
        homes.complete(ofSeconds(10));
    }

    @Test
    void theBareCallsGoOnAsBefore() {
        Homes homes = easy();
        sim.runFor(ofSeconds(1));
        NatTraversal client = homes.end(Side.CLIENT).core().natTraversal();
        client.addLocalAddress(NOWHERE);
        homes.paths(Side.CLIENT).onNamed(NOWHERE);
        homes.setCandidates(Side.CLIENT, List.of());
        sim.runFor(ofSeconds(1));
        assertThat(client.localAddresses()).containsExactly(NOWHERE);

        assertThat(client.initiateRound(sim.network().nowNanos()))
                .isInstanceOf(PunchOutcome.Begun.class);
        sim.runFor(ofSeconds(10));
        assertThat(homes.isDirect()).isTrue();
    }

    private static List<InetSocketAddress> remote(Homes homes) {
        return homes.end(Side.CLIENT).core().natTraversal().remoteAddresses();
    }
}
