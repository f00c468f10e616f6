package dev.quoll.sim.nat;

import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_DEPENDENT;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;
import dev.quoll.sim.Tap;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.network.NatBehaviour;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// What a round of NAT traversal does, step by step.
class RoundTest {
    private static final PathId FIRST = new PathId(1);
    private static final NatBehaviour LENIENT = NatBehaviour.easy().filtering(ADDRESS_DEPENDENT);

    private final Sim sim =
            Sim.seeded(1)
                    .configure(
                            it ->
                                    it.withMultipath(MultipathConfig.of(4))
                                            .withNatTraversalAddresses(8));

    @Test
    void betweenEasyTranslatorsItOpensAPath() {
        Meeting meeting = met(NatBehaviour.easy(), NatBehaviour.easy());
        assertThat(remote(meeting, Side.CLIENT)).isEqualTo(Meeting.SERVER);
        assertThat(remote(meeting, Side.SERVER)).isEqualTo(Meeting.CLIENT);
    }

    @Test
    void aClientThatAnswersAProbeAsksBack() {
        List<PlainPacket> answers = new ArrayList<>();
        Tap tap = new Tap(datagram -> answers.addAll(answersOfClient(datagram)));
        List<NatBehaviour> easy = List.of(NatBehaviour.easy());
        Meeting meeting = Meeting.behind(sim, Meeting.WIRE.with(tap), easy, easy);
        meeting.nameAddresses();

        assertThat(meeting.punches()).isTrue();
        assertThat(answers).isNotEmpty();
        assertThat(answers.getFirst().frames())
                .containsExactly(PathResponseFrame.class, PathChallengeFrame.class);
    }

    /// Those that leave the client itself, before a translator has changed them.
    private List<PlainPacket> answersOfClient(Datagram datagram) {
        return datagram.source().getAddress().equals(sim.clients().address())
                ? PlainPacket.of(datagram).stream()
                        .filter(packet -> packet.has(PathResponseFrame.class))
                        .toList()
                : List.of();
    }

    @Test
    void aClientBehindAHardTranslatorComesFromAPortItNeverNamed() {
        Meeting meeting = met(NatBehaviour.hard(), LENIENT);
        assertThat(remote(meeting, Side.SERVER).getAddress())
                .isEqualTo(Meeting.CLIENT.getAddress());
        assertThat(remote(meeting, Side.SERVER).getPort()).isNotEqualTo(Meeting.CLIENT.getPort());
    }

    @Test
    void aServerBehindAHardTranslatorIsReachedAtAPortItNeverNamed() {
        Meeting meeting = met(LENIENT, NatBehaviour.hard());
        assertThat(remote(meeting, Side.CLIENT).getAddress())
                .isEqualTo(Meeting.SERVER.getAddress());
        assertThat(meeting.traversal(Side.CLIENT).remoteAddresses())
                .doesNotContain(remote(meeting, Side.CLIENT));
    }

    @Test
    void aClientThatMayNotMoveIsMetAllTheSame() {
        sim.configure(Side.SERVER, it -> it.withPeerMigration(PeerMigration.REFUSED));
        Meeting meeting = met(NatBehaviour.easy(), NatBehaviour.easy());
        meeting.prefer(FIRST);
        meeting.stillWorks();
    }

    @Test
    void anotherRoundProvesThePathThatIsThereAndOpensNoOther() {
        Meeting meeting = met(NatBehaviour.easy(), NatBehaviour.easy());
        sim.runFor(ofSeconds(5));
        long asked = challenges(meeting);
        assertThat(meeting.punches(new PathId(2))).isFalse(); // for as long as a round lasts
        long afterRound = challenges(meeting);
        sim.runFor(ofSeconds(10));

        assertThat(afterRound).isGreaterThan(asked);
        assertThat(challenges(meeting)).as("it ends").isEqualTo(afterRound);
        assertThat(meeting.end(Side.CLIENT).core().multipath().paths())
                .containsExactly(PathId.ZERO, FIRST);
        assertThat(meeting.end(Side.CLIENT).pathEvents())
                .noneMatch(PathEvent.Abandoned.class::isInstance);
        meeting.stillWorks();
    }

    private Meeting met(NatBehaviour client, NatBehaviour server) {
        Meeting meeting = Meeting.behind(sim, client, server);
        meeting.nameAddresses();
        assertThat(meeting.punches()).isTrue();
        return meeting;
    }

    private static InetSocketAddress remote(Meeting meeting, Side side) {
        return meeting.end(side).core().multipath().route(FIRST).orElseThrow().remote();
    }

    private static long challenges(Meeting meeting) {
        return meeting.end(Side.CLIENT).core().stats().sent().frames(FrameKind.PATH_CHALLENGE);
    }
}
