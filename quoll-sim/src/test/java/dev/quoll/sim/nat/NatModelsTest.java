package dev.quoll.sim.nat;

import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_AND_PORT_DEPENDENT;
import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_DEPENDENT;
import static dev.quoll.sim.network.NatBehaviour.Dependence.ENDPOINT_INDEPENDENT;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Sim;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.network.Firewall;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.NatBehaviour.Dependence;
import dev.quoll.sim.network.NatBehaviour.Hairpinning;
import dev.quoll.sim.network.NatBehaviour.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where machines meet beside two simple homes: behind carriers, in the same home, without
/// translation, and where translators forget or lose datagrams.
class NatModelsTest {
    private static final Duration MEMORY = ofSeconds(30);
    private static final NatBehaviour LENIENT = NatBehaviour.easy().filtering(ADDRESS_DEPENDENT);
    private static final NatBehaviour SEQUENTIAL = NatBehaviour.hard().ports(Ports.SEQUENTIAL);
    private static final InetAddress CLIENT_6 = InetAddress.ofLiteral("2001:db8:1::1");
    private static final InetAddress SERVER_6 = InetAddress.ofLiteral("2001:db8:2::1");
    private static final InetAddress SERVER_INSIDE = InetAddress.ofLiteral("192.168.0.2");

    private final Sim sim = Sim.seeded(1).configure(it -> it.withNatTraversalAddresses(8));

    NatModelsTest() {
        multipath(MultipathConfig.of(4));
    }

    private void multipath(MultipathConfig config) {
        sim.configure(it -> it.withMultipath(config));
    }

    /// Two translators of a client, that of the server, and whether they can be traversed. Two
    /// behind each other are as one with the stricter mapping and the stricter filter of both; for
    /// one, the rule is that of [NatTraversalTest#pairs].
    static List<Arguments> carriers() {
        List<NatBehaviour> kinds =
                List.of(
                        NatBehaviour.easy(),
                        LENIENT,
                        NatBehaviour.hard(),
                        NatBehaviour.hard().filtering(ADDRESS_DEPENDENT));
        List<Arguments> all = new ArrayList<>();
        for (NatBehaviour home : kinds) {
            for (NatBehaviour carrier : kinds) {
                for (NatBehaviour server : kinds) {
                    boolean isClientEasy = isEasy(home) && isEasy(carrier);
                    boolean isPossible =
                            isClientEasy && isEasy(server)
                                    || isClientEasy
                                            && hearsOtherPorts(home)
                                            && hearsOtherPorts(carrier)
                                    || isEasy(server) && hearsOtherPorts(server);
                    all.add(Arguments.of(home, carrier, server, isPossible));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aHomeBehindACarrierIsAsGoodAsTheStricterOfBoth(
            NatBehaviour home, NatBehaviour carrier, NatBehaviour server, boolean isPossible) {
        Meeting meeting =
                Meeting.behind(sim, Meeting.WIRE, List.of(home, carrier), List.of(server));
        meeting.nameAddresses();

        assertThat(meeting.punches()).isEqualTo(isPossible);
        meeting.stillWorks();
    }

    private static boolean isEasy(NatBehaviour nat) {
        return nat.mapping() == ENDPOINT_INDEPENDENT;
    }

    private static boolean hearsOtherPorts(NatBehaviour nat) {
        return nat.filtering() != ADDRESS_AND_PORT_DEPENDENT;
    }

    @ParameterizedTest
    @EnumSource
    void inOneHomeTheOutsideAddressWorksIfThereIsHairpinning(Hairpinning hairpinning) {
        Meeting meeting = atHome(hairpinning);
        meeting.name(Meeting.CLIENT, outsideOfServer());

        assertThat(meeting.punches()).isEqualTo(hairpinning == Hairpinning.SUPPORTED);
        meeting.stillWorks();
    }

    @ParameterizedTest
    @EnumSource
    void inOneHomeTheInsideAddressAlwaysWorks(Hairpinning hairpinning) {
        Meeting meeting = atHome(hairpinning);
        int port = sim.server().binding().port();
        meeting.name(Meeting.CLIENT, new InetSocketAddress(SERVER_INSIDE, port));

        assertThat(meeting.punches()).isTrue();
        meeting.stillWorks();
    }

    private Meeting atHome(Hairpinning hairpinning) {
        return Meeting.behindOne(sim, NatBehaviour.easy().hairpinning(hairpinning), SERVER_INSIDE);
    }

    private static InetSocketAddress outsideOfServer() {
        return new InetSocketAddress(Meeting.CLIENT.getAddress(), Meeting.SERVER.getPort());
    }

    /// Ports one after the other are no secret: who names the next one instead of the one that was
    /// seen is reached, even if both sides map by destination and filter by port.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void sequentialPortsAreTraversedByNamingTheNextOne(int ahead) {
        Meeting meeting = Meeting.behind(sim, SEQUENTIAL, SEQUENTIAL);
        InetSocketAddress client = meeting.seenFromWorld(Side.CLIENT);
        InetSocketAddress server = meeting.seenFromWorld(Side.SERVER);
        meeting.name(ahead(client, ahead), ahead(server, ahead));

        assertThat(meeting.punches()).isEqualTo(ahead == 1);
        meeting.stillWorks();
    }

    private static InetSocketAddress ahead(InetSocketAddress seen, int ports) {
        return new InetSocketAddress(seen.getAddress(), seen.getPort() + ports);
    }

    /// Without translation every address is right, so any filter lets answers in.
    @ParameterizedTest
    @EnumSource
    void firewallsThatTranslateNothingAreAlwaysTraversed(Dependence filtering) {
        Meeting meeting = Meeting.unattached(sim);
        guard(meeting, Side.CLIENT, CLIENT_6, filtering);
        guard(meeting, Side.SERVER, SERVER_6, filtering);
        meeting.name(
                new InetSocketAddress(CLIENT_6, Meeting.CLIENT.getPort()),
                new InetSocketAddress(SERVER_6, sim.server().binding().port()));

        assertThat(meeting.punches()).isTrue();
        meeting.stillWorks();
    }

    private static void guard(Meeting meeting, Side side, InetAddress address, Dependence filter) {
        Firewall firewall = meeting.network().firewall(side + " firewall", filter, MEMORY, address);
        meeting.host(side).addAddress(address);
        meeting.attach(meeting.host(side), address, firewall.inside());
        meeting.attachToWorld(firewall.outside(), address);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aRoundSucceedsThoughAFifthIsLost(long seed) {
        Sim lossy =
                Sim.seeded(seed)
                        .configure(
                                it ->
                                        it.withNatTraversalAddresses(8)
                                                .withMultipath(MultipathConfig.of(4)));
        Meeting meeting =
                Meeting.behind(
                        lossy,
                        Meeting.WIRE.loss(0.055), // four of them to the other side
                        List.of(NatBehaviour.easy()),
                        List.of(NatBehaviour.easy()));
        meeting.nameAddresses();

        assertThat(meeting.punches()).as(lossy::replay).isTrue();
        meeting.stillWorks();
    }

    @Test
    void aSilentPathDiesWithItsMappingsAndDataTakesTheOther() {
        multipath(MultipathConfig.of(4).withPathIdleNanos(ofSeconds(10).toNanos()));
        Meeting meeting = direct(NatBehaviour.easy().timeout(MEMORY));
        SimConnection client = meeting.end(Side.CLIENT);
        client.core().multipath().setKeepAlive(PathId.ZERO, ofSeconds(4).toNanos());
        client.wake();
        sim.runFor(MEMORY.multipliedBy(2));

        assertThat(mappings(meeting)).isZero();
        assertThat(meeting.end(Side.CLIENT).core().multipath().paths())
                .containsExactly(PathId.ZERO);
        meeting.stillWorks();
    }

    @Test
    void dataForAPathWhoseMappingsAreGoneArrivesAllTheSame() {
        Duration memory = ofSeconds(15);
        Meeting meeting = direct(NatBehaviour.easy().timeout(memory));
        sim.runFor(memory.plusSeconds(5)); // less than the idle timeout

        assertThat(mappings(meeting)).isZero();
        meeting.stillWorks();
    }

    @Test
    void aPathThatIsKeptAliveKeepsItsMappings() {
        multipath(
                MultipathConfig.of(4)
                        .withPathIdleNanos(ofSeconds(25).toNanos())
                        .withPathKeepAliveNanos(ofSeconds(10).toNanos()));
        Meeting meeting = direct(NatBehaviour.easy().timeout(MEMORY));
        sim.runFor(MEMORY.multipliedBy(10));

        assertThat(mappings(meeting)).isEqualTo(2);
        long before = bytesOver(meeting, new PathId(1));
        meeting.stillWorks();
        assertThat(bytesOver(meeting, new PathId(1)) - before).isGreaterThan(10_000);
    }

    private static int mappings(Meeting meeting) {
        return meeting.nats(Side.CLIENT).getFirst().mappings()
                + meeting.nats(Side.SERVER).getFirst().mappings();
    }

    @Test
    void afterARestartOfATranslatorDataTakesPathZeroAndANewRoundGetsANewPath() {
        multipath(MultipathConfig.of(4).withPathIdleNanos(ofSeconds(5).toNanos()));
        Meeting meeting = direct(NatBehaviour.easy());
        meeting.nats(Side.CLIENT).forEach(Nat::rebind);
        meeting.nats(Side.SERVER).forEach(Nat::rebind);

        meeting.stillWorks();
        sim.runFor(ofSeconds(10));
        assertThat(meeting.end(Side.CLIENT).core().multipath().paths())
                .containsExactly(PathId.ZERO);
        meeting.traversal(Side.SERVER).removeLocalAddress(Meeting.SERVER);
        meeting.traversal(Side.CLIENT).removeLocalAddress(Meeting.CLIENT);
        meeting.name(meeting.seenFromWorld(Side.CLIENT), meeting.seenFromWorld(Side.SERVER));
        assertThat(meeting.punches(new PathId(2))).isTrue();
        meeting.prefer(new PathId(2));
        meeting.stillWorks();
    }

    /// A direct path that data takes.
    private Meeting direct(NatBehaviour both) {
        Meeting meeting = Meeting.behind(sim, both, both);
        meeting.nameAddresses();
        assertThat(meeting.punches()).isTrue();
        meeting.prefer(new PathId(1));
        return meeting;
    }

    private static long bytesOver(Meeting meeting, PathId path) {
        return meeting.end(Side.CLIENT).core().pathStats(path).orElseThrow().sent().bytes();
    }
}
