package dev.quoll.sim.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Sim;
import dev.quoll.sim.network.NatBehaviour;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;

/// Two machines behind address translators reach each other directly as the IETF draft has it.
class PairedTraversalTest {
    private static final PathId FIRST = new PathId(1);

    private final Sim sim =
            Sim.seeded(1)
                    .configure(
                            it ->
                                    it.withNatTraversalAddresses(8)
                                            .withNatTraversalVariants(
                                                    Set.of(NatTraversalVariant.DRAFT)));

    @ParameterizedTest
    @MethodSource("dev.quoll.sim.nat.NatTraversalTest#pairs")
    void twoTranslatorsAreTraversedByAFurtherPathWhereThatCanBe(
            NatBehaviour client, NatBehaviour server, boolean isPossible) {
        sim.configure(it -> it.withMultipath(MultipathConfig.of(4)));
        Meeting meeting = Meeting.behind(sim, client, server);
        meeting.nameAddresses();

        assertThat(meeting.punches()).isEqualTo(isPossible);
        if (isPossible) {
            assertThat(meeting.end(Side.CLIENT).core().multipath().status(FIRST))
                    .contains(PathStatus.BACKUP);
        }
        meeting.stillWorks();
    }

    @ParameterizedTest
    @MethodSource("dev.quoll.sim.nat.NatTraversalTest#pairs")
    void withoutMultipathTheClientMovesWhereThatCanBe(
            NatBehaviour client, NatBehaviour server, boolean isPossible) {
        Meeting meeting = Meeting.behind(sim, client, server);
        meeting.nameAddresses();

        assertThat(meeting.moves()).isEqualTo(isPossible);
        meeting.stillWorks();
    }

    @ParameterizedTest
    @MethodSource("dev.quoll.sim.nat.NatModelsTest#carriers")
    void aHomeBehindACarrierIsAsGoodAsTheStricterOfBoth(
            NatBehaviour home, NatBehaviour carrier, NatBehaviour server, boolean isPossible) {
        Meeting meeting =
                Meeting.behind(sim, Meeting.WIRE, List.of(home, carrier), List.of(server));
        meeting.nameAddresses();

        assertThat(meeting.moves()).isEqualTo(isPossible);
        meeting.stillWorks();
    }
}
