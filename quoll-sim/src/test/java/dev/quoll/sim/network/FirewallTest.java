package dev.quoll.sim.network;

import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_AND_PORT_DEPENDENT;
import static dev.quoll.sim.network.NatBehaviour.Dependence.ADDRESS_DEPENDENT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.NatBehaviour.Dependence;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What a firewall lets in.
class FirewallTest {
    private static final LinkSpec WIRE = LinkSpec.ideal().delay(Duration.ofMillis(1));
    private static final long SECOND = 1_000_000_000;
    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final InetSocketAddress HOME = new InetSocketAddress("2001:db8:1::1", 5000);
    private static final InetSocketAddress WORLD = new InetSocketAddress("2001:db8:2::1", 443);

    private final Network network = Network.seeded(1);
    private final Host home = network.host("home", HOME.getAddress().getHostAddress());
    private final Host world = network.host("world", WORLD.getAddress().getHostAddress());

    @Test
    void answersComeInUnchanged() {
        guard(ADDRESS_AND_PORT_DEPENDENT);
        Talker server = Talker.echoing();
        Talker client = Talker.sending(2, SECOND, WORLD);
        world.bind(WORLD.getPort(), server);
        home.bind(HOME.getPort(), client);
        network.runFor(Duration.ofSeconds(5));

        assertThat(server.heardFrom()).containsExactly(HOME, HOME);
        assertThat(client.heardFrom()).containsExactly(WORLD, WORLD);
    }

    @Test
    void whatAnswersNothingIsDropped() {
        guard(ADDRESS_DEPENDENT);
        home.bind(HOME.getPort(), Talker.echoing());
        world.bind(WORLD.getPort(), Talker.sending(3, SECOND, HOME));
        network.runFor(Duration.ofSeconds(5));

        assertThat(network.trace().dropped(DropCause.FILTERED)).isEqualTo(3);
    }

    @Test
    void anotherPortIsHeardWhereOnlyTheAddressCounts() {
        guard(ADDRESS_DEPENDENT);
        assertThat(heardFromAnotherPort(1)).isEqualTo(1);
    }

    @Test
    void anotherPortIsNotHeardWhereItCounts() {
        guard(ADDRESS_AND_PORT_DEPENDENT);
        assertThat(heardFromAnotherPort(1)).isZero();
    }

    @Test
    void whatWasSentLongAgoIsForgotten() {
        guard(ADDRESS_DEPENDENT);
        assertThat(heardFromAnotherPort(MEMORY.toSeconds() + 1)).isZero();
    }

    private int heardFromAnotherPort(long secondsLater) {
        Talker client = Talker.sending(1, SECOND, WORLD);
        world.bind(WORLD.getPort(), Talker.listening());
        home.bind(HOME.getPort(), client);
        network.runFor(Duration.ofSeconds(secondsLater));
        world.bind(WORLD.getPort() + 1, Talker.sending(1, SECOND, HOME));
        network.runFor(Duration.ofSeconds(1));
        return client.heard.size();
    }

    private void guard(Dependence filtering) {
        InetAddress guarded = HOME.getAddress();
        Firewall firewall = network.firewall("firewall", filtering, MEMORY, guarded);
        Router internet = network.router("internet");
        network.attach(home, guarded, firewall.inside(), WIRE, WIRE);
        network.attach(firewall.outside(), internet, WIRE, WIRE, guarded);
        network.attach(world, WORLD.getAddress(), internet, WIRE, WIRE);
    }
}
