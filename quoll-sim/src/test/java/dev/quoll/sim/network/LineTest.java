package dev.quoll.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.FourTuple;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.link.LinkSpec;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A client's machine with two addresses, each with a line of its own to the only one of the
/// server.
class LineTest {
    private static final long MILLI = 1_000_000;
    private static final InetAddress CLIENT_0 = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress CLIENT_1 = InetAddress.ofLiteral("10.0.1.1");
    private static final InetAddress CLIENT_2 = InetAddress.ofLiteral("10.0.2.1");

    private final Network network = Network.seeded(1);
    private final Host client = network.host("client", "10.0.0.1", "10.0.1.1");
    private final Host server = network.host("server", "10.9.0.1");
    private final Line fast = line(CLIENT_0, 5);
    private final Line slow = line(CLIENT_1, 50);
    private final Talker echo = Talker.echoing();
    private final Binding served = server.bind(443, echo);

    @Test
    void anAnswerComesBackOverTheLineOfTheQuestion() {
        Talker talker = talk(1, fast.routeTo(443), slow.routeTo(443));

        network.runFor(ofSeconds(1));

        assertThat(talker.heard)
                .extracting(Talker.Heard::route)
                .containsExactly(fast.routeTo(443), slow.routeTo(443));
        assertThat(talker.heard)
                .extracting(Talker.Heard::atNanos)
                .containsExactly(10 * MILLI, 101 * MILLI);
        assertThat(echo.heard)
                .extracting(heard -> heard.route().local())
                .allMatch(local -> local.get().equals(server.address()));
        assertThat(echo.heardFrom())
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(CLIENT_0, CLIENT_1);
    }

    @Test
    void whoeverDoesNotSayWhereFromLeavesFromTheFirstAddress() {
        talk(1, FourTuple.to(served.address()));

        network.runFor(ofSeconds(1));

        assertThat(fast.link().there().passed()).isEqualTo(1);
        assertThat(slow.link().there().passed()).isZero();
    }

    @Test
    void aLineIsCutAndMendedWhenTheTestSaysWithoutTheOther() {
        Talker talker = talk(20, fast.routeTo(443), slow.routeTo(443));
        network.clock().at(10 * MILLI - 1, fast.link().there()::cut);
        network.clock().at(30 * MILLI - 1, fast.link().there()::mend);

        network.runFor(ofSeconds(1));

        assertThat(fast.link().there().passed()).isEqualTo(8);
        assertThat(fast.link().there().dropped()).isEqualTo(12); // sent at 6, 8, ... 28 ms
        assertThat(slow.link().there().passed()).isEqualTo(20);
        assertThat(talker.heard).hasSize(28);
    }

    @Test
    void aLineWithAnotherNumberLeadsWhereItLed() {
        talk(4, slow.routeTo(443)); // goes on to send from the address that it has no longer
        network.clock().at(MILLI + 1, () -> slow.renumber(CLIENT_2));
        network.runFor(ofMillis(500));

        assertThat(echo.heard).hasSize(2);
        assertThat(network.trace().dropped(DropCause.NO_SUCH_SOURCE)).isEqualTo(2);
        assertThat(network.trace().dropped(DropCause.NO_SUCH_ADDRESS)).isEqualTo(2); // the answers

        Talker moved = Talker.sending(1, 0, slow.routeTo(443));
        client.bind(5001, moved);
        network.runFor(ofMillis(500));

        assertThat(slow.nearAddress()).isEqualTo(CLIENT_2);
        assertThat(moved.heard).hasSize(1);
        assertThat(echo.heardFrom().getLast()).isEqualTo(new InetSocketAddress(CLIENT_2, 5001));
    }

    @Test
    void theFirstAddressStaysTheFirstWithAnotherNumber() {
        fast.renumber(CLIENT_2);

        assertThat(client.address()).isEqualTo(CLIENT_2);
    }

    @Test
    void noAddressIsGivenTwice() {
        assertThatThrownBy(() -> fast.renumber(CLIENT_1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.1.1");
    }

    private Line line(InetAddress clientAddress, long millis) {
        LinkSpec link = LinkSpec.ideal().delay(ofMillis(millis));
        return network.line(client, clientAddress, server, server.address(), link, link);
    }

    /// Sends so many over each route, one datagram a millisecond.
    private Talker talk(int ofEach, FourTuple... routes) {
        Talker talker = Talker.sending(ofEach * routes.length, MILLI, routes);
        client.bind(5000, talker);
        return talker;
    }
}
