package dev.quoll.sim.nat;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.Sim;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.NatBehaviour.Dependence;
import dev.quoll.sim.network.NatBehaviour.Hairpinning;
import dev.quoll.sim.network.NatBehaviour.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Two machines behind address translators reach each other directly, where that is possible.
class NatTraversalTest {
    private static final PathId FIRST = new PathId(1);

    private final Sim sim =
            Sim.seeded(1)
                    .configure(
                            it ->
                                    it.withMultipath(MultipathConfig.of(4))
                                            .withNatTraversalAddresses(8));

    /// A client's translator, a server's, and whether they can be traversed.
    ///
    /// Two sides whose mappings are the same for everybody always meet. If only one's are, the
    /// other comes from a port nobody knew of, and is heard unless ports count for the filter.
    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (NatBehaviour client : behaviours()) {
            for (NatBehaviour server : behaviours()) {
                boolean isPossible =
                        isEasy(client) && isEasy(server)
                                || isEasy(client) && hearsOtherPorts(client)
                                || isEasy(server) && hearsOtherPorts(server);
                pairs.add(Arguments.of(client, server, isPossible));
            }
        }
        return pairs;
    }

    private static List<NatBehaviour> behaviours() {
        List<NatBehaviour> all = new ArrayList<>();
        for (Dependence mapping : Dependence.values()) {
            for (Dependence filtering : Dependence.values()) {
                boolean isEasy = mapping == Dependence.ENDPOINT_INDEPENDENT;
                all.add(
                        new NatBehaviour(
                                mapping,
                                filtering,
                                isEasy ? Ports.PRESERVED : Ports.RANDOM,
                                Hairpinning.REFUSED,
                                Duration.ofMinutes(5)));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoTranslatorsAreTraversedWhereThatCanBe(
            NatBehaviour client, NatBehaviour server, boolean isPossible) {
        Meeting meeting = Meeting.behind(sim, client, server);
        meeting.nameAddresses();

        assertThat(meeting.punches()).isEqualTo(isPossible);
        if (isPossible) {
            assertThat(meeting.end(Side.CLIENT).core().multipath().status(FIRST))
                    .contains(PathStatus.BACKUP);
        }
        meeting.stillWorks();
    }

    private static boolean isEasy(NatBehaviour nat) {
        return nat.mapping() == Dependence.ENDPOINT_INDEPENDENT;
    }

    private static boolean hearsOtherPorts(NatBehaviour nat) {
        return nat.filtering() != Dependence.ADDRESS_AND_PORT_DEPENDENT;
    }

    @Test
    void theServersAddressesAreToldAndTakenBack() {
        Meeting meeting = easy();
        meeting.nameAddresses();
        assertThat(meeting.traversal(Side.CLIENT).remoteAddresses())
                .containsExactly(Meeting.SERVER);

        meeting.traversal(Side.SERVER).removeLocalAddress(Meeting.SERVER);
        sim.runFor(ofMillis(200));
        assertThat(meeting.traversal(Side.CLIENT).remoteAddresses()).isEmpty();
        assertThat(meeting.traversal(Side.SERVER).remoteAddresses()).isEmpty();
    }

    @Test
    void nineProbesGoOutWhereNobodyAnswers() {
        Meeting meeting = easy();
        InetSocketAddress nowhere = new InetSocketAddress("192.0.2.7", 7);
        meeting.traversal(Side.SERVER).addLocalAddress(nowhere);
        meeting.traversal(Side.CLIENT).addLocalAddress(nowhere);
        sim.runFor(ofMillis(200));
        long before = challenges(meeting, Side.CLIENT);
        long beforeAtServer = challenges(meeting, Side.SERVER);
        meeting.punches();

        assertThat(challenges(meeting, Side.CLIENT) - before).isEqualTo(9);
        assertThat(challenges(meeting, Side.SERVER) - beforeAtServer).isEqualTo(9);
        meeting.stillWorks();
    }

    @ParameterizedTest
    @EnumSource
    void moreAddressesThanThePeerTakesAreRefusedHere(Side side) {
        Meeting meeting = easy();
        for (int i = 0; i < 8; i++) {
            InetSocketAddress address = new InetSocketAddress("192.0.2." + i, 7);
            assertThat(meeting.traversal(side).addLocalAddress(address)).isEmpty();
        }
        assertThat(meeting.traversal(side).addLocalAddress(Meeting.CLIENT))
                .contains(TraversalFailure.TOO_MANY_ADDRESSES);
        meeting.traversal(side).removeLocalAddress(new InetSocketAddress("192.0.2.3", 7));
        assertThat(meeting.traversal(side).addLocalAddress(Meeting.CLIENT)).isEmpty();
    }

    @Test
    void aRoundNeedsAClientWithAnAddress() {
        Meeting meeting = easy();
        long now = sim.network().nowNanos();
        assertThat(meeting.traversal(Side.CLIENT).initiateRound(now))
                .isEqualTo(new PunchOutcome.Failed(TraversalFailure.NOT_ENOUGH_ADDRESSES));
        assertThat(meeting.traversal(Side.SERVER).initiateRound(now))
                .isEqualTo(new PunchOutcome.Failed(TraversalFailure.WRONG_SIDE));
    }

    @Test
    void withoutMultipathThereIsNone() {
        sim.configure(
                it ->
                        it.withMultipath(MultipathConfig.OFF)
                                .withNatTraversalVariants(Set.of(NatTraversalVariant.IROH)));
        Meeting meeting = easy();
        assertThat(meeting.traversal(Side.CLIENT).isNegotiated()).isFalse();
        assertThat(meeting.traversal(Side.SERVER).addLocalAddress(Meeting.SERVER))
                .contains(TraversalFailure.NOT_NEGOTIATED);
        meeting.stillWorks();
    }

    @Test
    void aNewRoundBeginsAfterAFruitlessOne() {
        Meeting meeting = easy();
        meeting.traversal(Side.CLIENT).addLocalAddress(Meeting.CLIENT);
        assertThat(meeting.punches()).isFalse(); // the server has named nothing
        meeting.nameAddresses();
        assertThat(meeting.punches()).isTrue();
        sim.runFor(ofSeconds(1));
        meeting.stillWorks();
    }

    private Meeting easy() {
        return Meeting.behind(sim, NatBehaviour.easy(), NatBehaviour.easy());
    }

    private static long challenges(Meeting meeting, Side side) {
        return meeting.end(side).core().stats().sent().frames(FrameKind.PATH_CHALLENGE);
    }
}
