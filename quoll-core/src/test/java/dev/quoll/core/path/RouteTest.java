package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.congestion.Cubic;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionSignal;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;

class RouteTest {
    private static final int SIZE = 1200;
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final AmplificationLimit amplification = AmplificationLimit.unvalidated();
    private final SentPackets sent = new SentPackets();
    private final Route route =
            new Route(
                    0,
                    FourTuple.to(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 443)),
                    amplification,
                    new RouteConfig(
                            SIZE,
                            RttEstimator.INITIAL_NANOS,
                            PersistentCongestion.DEFAULT_THRESHOLD,
                            Cubic::new));

    @Test
    void theWindowIsClosedBeforeADatagramWouldExceedIt() { // RFC 9002 §7
        while (route.isWindowOpen()) {
            send(DATA);
        }

        long window = route.stats().congestionWindow();
        assertThat(route.bytesInFlight()).isBetween(window - SIZE + 1, window);
    }

    @Test
    void packetsThatOnlyAcknowledgeDoNotFillTheWindow() { // RFC 9002 §7
        for (int i = 0; i < 100; i++) {
            send(0);
        }

        assertThat(route.bytesInFlight()).isZero();
        assertThat(route.isWindowOpen()).isTrue();
    }

    @Test
    void aPacketCountsAsInFlightUntilItsFateIsKnown() { // RFC 9002 §6.4
        long acknowledged = send(DATA);
        long lost = send(DATA);
        long givenUp = send(DATA);
        assertThat(route.bytesInFlight()).isEqualTo(3 * SIZE);

        route.onAcked(sent, acknowledged, new AckedPacket());
        route.onLost(sent, lost);
        assertThat(route.bytesInFlight()).isEqualTo(SIZE);
        route.onGivenUp(sent, givenUp);

        assertThat(route.bytesInFlight()).isZero();
        assertThat(route.stats().packetsLost()).isEqualTo(1);
    }

    @Test
    void lossesNarrowTheWindow() { // RFC 9002 §7.3.1
        long before = route.stats().congestionWindow();

        route.onCongestion(CongestionSignal.LOSS, 2, 1);

        assertThat(route.stats().congestionWindow()).isLessThan(before);
        assertThat(route.stats().congestionEvents()).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNotProvedIsReachedByFullDatagramsOnly() { // RFC 9000 §8.1
        assertThat(route.mayReach()).isFalse();
        amplification.onReceived(SIZE);
        for (int i = 0; i < AmplificationLimit.FACTOR; i++) {
            assertThat(route.mayReach()).isTrue();
            route.onDatagramSent(SIZE);
        }
        assertThat(route.mayReach()).isFalse();

        amplification.onValidated();
        assertThat(route.mayReach()).isTrue();
    }

    private long send(int flags) {
        long number = sent.next();
        sent.onSent(number, 1, SIZE, flags, 0, 0, 0);
        route.onPacketSent(sent, number, 1);
        return number;
    }
}
