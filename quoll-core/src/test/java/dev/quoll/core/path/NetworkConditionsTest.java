package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionSignal;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class NetworkConditionsTest {
    private static final int SIZE = 1200;
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final SentPackets sent = new SentPackets();
    private final PathCounts counts = new PathCounts();
    private final NetworkConditions network =
            new NetworkConditions(
                    0,
                    new RouteConfig(
                            SIZE,
                            RttEstimator.INITIAL_NANOS,
                            PersistentCongestion.DEFAULT_THRESHOLD,
                            MtuConfig.DEFAULT,
                            new CongestionControl.Cubic(),
                            Pacer.UNLIMITED),
                    counts,
                    new SplittableRandom(1));

    @Test
    void theWindowIsClosedBeforeADatagramWouldExceedIt() { // RFC 9002 §7
        while (network.isWindowOpen()) {
            send(DATA);
        }

        long window = network.congestionWindow();
        assertThat(network.bytesInFlight()).isBetween(window - SIZE + 1, window);
    }

    @Test
    void packetsThatOnlyAcknowledgeDoNotFillTheWindow() { // RFC 9002 §7
        for (int i = 0; i < 100; i++) {
            send(0);
        }

        assertThat(network.bytesInFlight()).isZero();
        assertThat(network.isWindowOpen()).isTrue();
    }

    @Test
    void aPacketCountsAsInFlightUntilItsFateIsKnown() { // RFC 9002 §6.4
        long acknowledged = send(DATA);
        long lost = send(DATA);
        long givenUp = send(DATA);
        assertThat(network.bytesInFlight()).isEqualTo(3 * SIZE);

        network.onAcked(sent, acknowledged, new AckedPacket());
        network.onLost(sent, lost, 1);
        assertThat(network.bytesInFlight()).isEqualTo(SIZE);
        network.onGivenUp(sent, givenUp);

        assertThat(network.bytesInFlight()).isZero();
        assertThat(counts.snapshot(network).packetsLost()).isEqualTo(1);
    }

    @Test
    void lossesNarrowTheWindow() { // RFC 9002 §7.3.1
        long before = network.congestionWindow();

        network.onCongestion(CongestionSignal.LOSS, 2, 1);

        assertThat(network.congestionWindow()).isLessThan(before);
        assertThat(counts.snapshot(network).congestionEvents()).isEqualTo(1);
    }

    private long send(int flags) {
        long number = sent.next();
        sent.onSent(number, 1, SIZE, flags, 0, 0, 0);
        network.onPacketSent(sent, number, 1);
        return number;
    }
}
