package dev.quoll.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Queue;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Hosts, routers, links and endpoints together.
class NetworkTest {
    private static final long MILLI = 1_000_000;
    private static final LinkSpec TEN_MILLIS = LinkSpec.ideal().delay(Duration.ofMillis(10));

    private final Network network = Network.seeded(1);
    private final Host client = network.host("client", "10.0.0.1", "10.0.1.1");
    private final Host server = network.host("server", "10.0.0.2", "10.0.1.2");
    private final Talker echo = Talker.echoing();
    private final Binding served = server.bind(443, echo);

    @Test
    void whatIsSentArrivesAndIsAnswered() {
        network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        Talker talker = Talker.sending(3, MILLI, served.address());
        client.bind(5000, talker);

        network.runFor(Duration.ofSeconds(1));

        assertThat(talker.heard)
                .extracting(Talker.Heard::atNanos)
                .containsExactly(20 * MILLI, 21 * MILLI, 22 * MILLI);
        FourTuple route = echo.heard.getFirst().route();
        assertThat(route.remote()).isEqualTo(new InetSocketAddress(client.address(), 5000));
        assertThat(route.local()).contains(server.address());
        assertThat(echo.heard.getLast().route()).isSameAs(route);
        assertThat(network.trace().sent()).isEqualTo(6);
        assertThat(network.trace().delivered()).isEqualTo(6);
    }

    @Test
    void aDatagramTakesTheLinkOfTheAddressItLeavesFrom() {
        InetAddress client1 = InetAddress.ofLiteral("10.0.1.1");
        InetAddress server1 = InetAddress.ofLiteral("10.0.1.2");
        Duplex first = network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        Duplex second = network.connect(client, client1, server, server1, TEN_MILLIS, TEN_MILLIS);
        Talker talker =
                Talker.sending(
                        10,
                        MILLI,
                        FourTuple.to(served.address()),
                        new FourTuple(new InetSocketAddress(server1, 443), Optional.of(client1)));
        client.bind(5000, talker);

        second.back().cut(); // one way only
        network.runFor(Duration.ofSeconds(1));

        assertThat(first.there().passed()).isEqualTo(5);
        assertThat(second.there().passed()).isEqualTo(5);
        assertThat(talker.heard).hasSize(5);
    }

    @Test
    void hostsBehindARouterShareTheQueueOfALink() {
        Router router = network.router("router");
        LinkSpec narrow = LinkSpec.ideal().rate(800_000, Queue.ofDatagrams(10)); // 1 ms each
        network.attach(client, client.address(), router, LinkSpec.ideal(), LinkSpec.ideal());
        Host other = network.host("other", "10.0.0.3");
        network.attach(other, other.address(), router, LinkSpec.ideal(), LinkSpec.ideal());
        network.attach(server, server.address(), router, LinkSpec.ideal(), narrow);
        client.bind(5000, Talker.sending(20, 0, served.address()));
        other.bind(5000, Talker.sending(20, 0, served.address()));

        network.runFor(Duration.ofSeconds(1));

        assertThat(echo.heard).hasSize(10);
        assertThat(echo.heard.getLast().atNanos()).isEqualTo(10 * MILLI);
        assertThat(network.trace().dropped(DropCause.QUEUE_FULL)).isEqualTo(30);
    }

    @Test
    void whatHasNowhereToGoIsDroppedWithItsCause() {
        network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        InetSocketAddress unknown = new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 443);
        InetAddress notOurs = InetAddress.ofLiteral("10.8.8.8");
        client.bind(5000, Talker.sending(1, 0, unknown));
        client.bind(5001, Talker.sending(1, 0, at(server, 444)));
        client.bind(
                5002, Talker.sending(1, 0, new FourTuple(at(server, 443), Optional.of(notOurs))));

        network.runFor(Duration.ofSeconds(1));

        assertThat(network.trace().dropped(DropCause.NO_ROUTE)).isEqualTo(1);
        assertThat(network.trace().dropped(DropCause.NO_ENDPOINT)).isEqualTo(1);
        assertThat(network.trace().dropped(DropCause.NO_SUCH_SOURCE)).isEqualTo(1);
        assertThat(network.trace().delivered()).isZero();
    }

    @Test
    void anAddressTakenAwayGetsNothing() {
        network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        client.bind(5000, Talker.sending(2, 50 * MILLI, served.address()));
        network.clock().at(30 * MILLI, () -> server.removeAddress(server.address()));

        network.runFor(Duration.ofSeconds(1));

        assertThat(echo.heard).hasSize(1);
        assertThat(network.trace().dropped(DropCause.NO_SUCH_ADDRESS)).isEqualTo(1);
    }

    @Test
    void anEndpointMayMoveToAnotherPortAndLeave() {
        network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        Talker talker = Talker.sending(3, 100 * MILLI, served.address());
        Binding binding = client.bind(5000, talker);
        network.clock().at(50 * MILLI, () -> binding.moveTo(5001));
        network.clock().at(150 * MILLI, binding::unbind);

        network.runFor(Duration.ofSeconds(1));

        assertThat(echo.heardFrom()).containsExactly(at(client, 5000), at(client, 5001));
    }

    @Test
    void aHostReachesItself() {
        Talker talker = Talker.sending(1, 0, served.address());
        server.bind(5000, talker);

        network.runFor(Duration.ZERO);

        assertThat(talker.heard).hasSize(1);
    }

    @Test
    void aPortIsBoundOnce() {
        assertThatThrownBy(() -> server.bind(443, Talker.listening()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("443");
    }

    @Test
    void aBatchIsCutIntoItsSegments() {
        int[] lengths = new int[3];
        int[] count = new int[1];
        DatagramSink sink =
                (bytes, offset, length, route, ecn) -> lengths[count[0]++] = offset << 16 | length;

        sink.sendBatch(new byte[50], 5, 25, 10, FourTuple.to(at(server, 1)), Ecn.NOT_ECT);

        assertThat(lengths).containsExactly(5 << 16 | 10, 15 << 16 | 10, 25 << 16 | 5);
    }

    @Test
    void anEndpointThatNeverStopsSendingIsFound() {
        network.connect(client, server, TEN_MILLIS, TEN_MILLIS);
        client.bind(5000, Talker.sending(Integer.MAX_VALUE, 0, served.address()));

        assertThatThrownBy(() -> network.runFor(Duration.ofSeconds(1)))
                .hasMessageContaining("client:5000 sends without end");
    }

    private static InetSocketAddress at(Host host, int port) {
        return new InetSocketAddress(host.address(), port);
    }
}
