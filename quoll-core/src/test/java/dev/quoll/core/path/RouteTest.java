package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.spi.CongestionControl;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

class RouteTest {
    private static final int SIZE = 1200;
    private final AmplificationLimit amplification = AmplificationLimit.unvalidated();
    private final Route route =
            new Route(
                    0,
                    FourTuple.to(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 443)),
                    amplification,
                    new NetworkConditions(
                            0,
                            new RouteConfig(
                                    SIZE,
                                    RttEstimator.INITIAL_NANOS,
                                    PersistentCongestion.DEFAULT_THRESHOLD,
                                    MtuConfig.DEFAULT,
                                    new CongestionControl.Cubic(),
                                    Pacer.UNLIMITED),
                            new PathCounts(),
                            new SplittableRandom(1)));

    @Test
    void anAddressThatIsNotProvedIsReachedByFullDatagramsOnly() { // RFC 9000 §8.1
        assertThat(route.mayReach()).isFalse();
        amplification.onReceived(SIZE);
        for (int i = 0; i < AmplificationLimit.FACTOR; i++) {
            assertThat(route.mayReach()).isTrue();
            amplification.onSent(SIZE);
        }
        assertThat(route.mayReach()).isFalse();

        amplification.onValidated();
        assertThat(route.mayReach()).isTrue();
    }
}
