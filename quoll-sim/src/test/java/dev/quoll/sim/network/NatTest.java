package dev.quoll.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.NatBehaviour.Dependence;
import dev.quoll.sim.seed.Seed;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What hosts on either side of a translator see.
class NatTest {
    private static final LinkSpec WIRE = LinkSpec.ideal().delay(Duration.ofMillis(1));
    private static final long SECOND = 1_000_000_000;
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("198.51.100.1");
    private static final InetAddress OTHER_OUTSIDE = InetAddress.ofLiteral("198.51.100.2");

    private final Network network = Network.seeded(1);
    private final Router internet = network.router("internet");
    private final Host home = network.host("home", "192.168.0.2");
    private final Talker first = Talker.echoing();
    private final Talker second = Talker.echoing();
    private final InetSocketAddress firstAt = serve("first", "203.0.113.1", first);
    private final InetSocketAddress secondAt = serve("second", "203.0.113.2", second);

    @Test
    void theWorldSeesTheOutsideAddressAndAnswersComeBack() {
        attach(home, NatBehaviour.easy());
        Talker talker = talkFromHome(Talker.sending(2, SECOND, firstAt));

        network.runFor(Duration.ofSeconds(5));

        assertThat(first.heardFrom()).containsOnly(new InetSocketAddress(OUTSIDE, 5000));
        assertThat(talker.heard).hasSize(2);
    }

    @Test
    void rebindingChangesThePortAndTheOldOneIsDead() {
        Nat nat = attach(home, NatBehaviour.easy());
        talkFromHome(Talker.sending(3, SECOND, firstAt));
        network.clock().after(Duration.ofMillis(1500), nat::rebind);

        network.runFor(Duration.ofSeconds(5));
        assertThat(first.heardFrom()).containsExactly(outside(5000), outside(5000), outside(5001));

        sendFromWorld(outside(5000));
        assertThat(network.trace().dropped(DropCause.NO_MAPPING)).isEqualTo(1);
    }

    @Test
    void rebindingMayChangeTheAddress() {
        Nat nat = attach(home, NatBehaviour.easy());
        Talker talker = talkFromHome(Talker.sending(2, SECOND, firstAt));
        network.clock().after(Duration.ofMillis(500), () -> nat.rebind(OTHER_OUTSIDE));

        network.runFor(Duration.ofSeconds(5));

        assertThat(first.heardFrom())
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(OUTSIDE, OTHER_OUTSIDE);
        assertThat(talker.heard).hasSize(2);
    }

    @Test
    void anEasyTranslatorShowsOnePortToAllAndAHardOneAnotherToEach() {
        attach(home, NatBehaviour.easy());
        talkFromHome(Talker.sending(2, SECOND, FourTuple.to(firstAt), FourTuple.to(secondAt)));
        network.runFor(Duration.ofSeconds(5));
        assertThat(first.heardFrom()).isEqualTo(second.heardFrom());

        Host other = network.host("other", "192.168.0.2");
        Nat hard = network.nat("hard", NatBehaviour.hard(), "198.51.100.9");
        attach(other, hard);
        other.bind(5000, Talker.sending(2, SECOND, FourTuple.to(firstAt), FourTuple.to(secondAt)));
        network.runFor(Duration.ofSeconds(5));
        assertThat(first.heardFrom().getLast()).isNotEqualTo(second.heardFrom().getLast());
        assertThat(hard.mappings()).isEqualTo(2);
    }

    @Test
    void onlyThoseWhoWereSentToMayEnter() {
        attach(home, NatBehaviour.easy());
        Talker talker = talkFromHome(Talker.sending(1, 0, firstAt));
        network.runFor(Duration.ofSeconds(1));

        sendFromWorld(outside(5000));

        assertThat(talker.heard).hasSize(1);
        assertThat(network.trace().dropped(DropCause.FILTERED)).isEqualTo(1);
    }

    @Test
    void withoutAFilterEverybodyMayEnter() {
        attach(home, NatBehaviour.easy().filtering(Dependence.ENDPOINT_INDEPENDENT));
        Talker talker = talkFromHome(Talker.sending(1, 0, firstAt));
        network.runFor(Duration.ofSeconds(1));

        sendFromWorld(outside(5000));

        assertThat(talker.heard).hasSize(2);
    }

    @Test
    void aMappingDiesWithoutTrafficFromInside() {
        Nat nat = attach(home, NatBehaviour.easy().timeout(Duration.ofSeconds(30)));
        talkFromHome(Talker.sending(1, 0, firstAt));

        network.runFor(Duration.ofSeconds(29));
        assertThat(nat.mappings()).isEqualTo(1);
        network.runFor(Duration.ofSeconds(2));
        assertThat(nat.mappings()).isZero();
    }

    @Test
    void aTranslatorWithoutAFreePortDrops() {
        NatMappings mappings = new NatMappings(NatBehaviour.easy(), new Seed(1).generator());
        InetSocketAddress last = new InetSocketAddress(home.address(), 5000);
        int ports = 65_536 - 1_024;

        for (int i = 0; i < ports; i++) {
            InetSocketAddress from = new InetSocketAddress(OTHER_OUTSIDE, 1_024 + i);
            assertThat(mappings.outward(from, firstAt, 0)).contains(1_024 + i);
        }

        assertThat(mappings.outward(last, firstAt, 0)).isEmpty();
        assertThat(mappings.outward(last, firstAt, 3_600 * SECOND)).contains(5000);
    }

    @Test
    void hostsInsideMeetByOutsideAddressesWhereHairpinningIsSupported() {
        Nat nat = attach(home, NatBehaviour.easy().filtering(Dependence.ENDPOINT_INDEPENDENT));
        Talker talker = talkFromHome(Talker.sending(1, 0, firstAt));
        network.runFor(Duration.ofSeconds(1));
        Host neighbour = network.host("neighbour", "192.168.0.3");
        network.attach(neighbour, neighbour.address(), nat.inside(), WIRE, WIRE);
        neighbour.bind(6000, Talker.sending(1, 0, outside(5000)));

        network.runFor(Duration.ofSeconds(1));

        assertThat(talker.heardFrom()).containsExactly(firstAt, outside(6000));
    }

    @Test
    void aHardTranslatorRefusesHairpins() {
        attach(home, NatBehaviour.hard());
        talkFromHome(Talker.sending(1, 0, outside(5000)));

        network.runFor(Duration.ofSeconds(1));

        assertThat(network.trace().dropped(DropCause.NO_ROUTE)).isEqualTo(1);
    }

    @Test
    void aTranslatorMayBeBehindAnother() {
        Nat carrier = network.nat("carrier", NatBehaviour.easy(), "198.51.100.1");
        network.attach(carrier.outside(), internet, WIRE, WIRE, OUTSIDE);
        Nat box = network.nat("box", NatBehaviour.easy(), "100.64.0.7");
        network.attach(box.outside(), carrier.inside(), WIRE, WIRE, box.outsideAddress());
        network.attach(home, home.address(), box.inside(), WIRE, WIRE);
        Talker talker = talkFromHome(Talker.sending(1, 0, firstAt));

        network.runFor(Duration.ofSeconds(1));

        assertThat(first.heardFrom()).containsExactly(outside(5000));
        assertThat(talker.heardFrom()).containsExactly(firstAt);
    }

    private Nat attach(Host host, NatBehaviour behaviour) {
        Nat nat = network.nat("nat", behaviour, OUTSIDE.getHostAddress());
        attach(host, nat);
        return nat;
    }

    private void attach(Host host, Nat nat) {
        network.attach(host, host.address(), nat.inside(), WIRE, WIRE);
        network.attach(nat.outside(), internet, WIRE, WIRE, nat.outsideAddress(), OTHER_OUTSIDE);
    }

    private Talker talkFromHome(Talker talker) {
        home.bind(5000, talker);
        return talker;
    }

    private void sendFromWorld(InetSocketAddress to) {
        Host stranger = network.host("stranger", "203.0.113.99");
        network.attach(stranger, stranger.address(), internet, WIRE, WIRE);
        stranger.bind(7000, Talker.sending(1, 0, to));
        network.runFor(Duration.ofSeconds(1));
    }

    private InetSocketAddress serve(String name, String address, Talker talker) {
        Host host = network.host(name, address);
        network.attach(host, host.address(), internet, WIRE, WIRE);
        return host.bind(443, talker).address();
    }

    private static InetSocketAddress outside(int port) {
        return new InetSocketAddress(OUTSIDE, port);
    }
}
