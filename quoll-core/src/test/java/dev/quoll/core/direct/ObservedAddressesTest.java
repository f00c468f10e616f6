package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/// Where peers see the socket.
class ObservedAddressesTest {
    private static final InetSocketAddress ONE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress TWO = new InetSocketAddress("192.0.2.2", 2);

    private final ObservedAddresses observed = new ObservedAddresses();

    @Test
    void whatMostPeersSayComesFirst() {
        assertThat(observed.onReport("a", Set.of(ONE), 0)).isTrue();
        assertThat(observed.onReport("b", Set.of(TWO), 0)).isTrue();
        assertThat(observed.present(0)).containsExactly(ONE, TWO);

        observed.onReport("c", Set.of(TWO), 0);
        assertThat(observed.present(0)).containsExactly(TWO, ONE);
    }

    @Test
    void theSameAgainIsNoChange() {
        observed.onReport("a", Set.of(ONE), 0);
        assertThat(observed.onReport("a", Set.of(ONE), 1)).isFalse();
        assertThat(observed.onReport("b", Set.of(ONE), 1)).isFalse();
    }

    @Test
    void whatNobodySaysAnyMoreIsKeptForAMinute() {
        observed.onReport("a", Set.of(ONE), 0);
        assertThat(observed.onReport("a", Set.of(), 10)).isFalse();

        assertThat(observed.present(9 + ObservedAddresses.KEPT_NANOS)).containsExactly(ONE);
        assertThat(observed.present(10 + ObservedAddresses.KEPT_NANOS)).isEmpty();
    }

    @Test
    void onePeerAddsFew() {
        Set<InetSocketAddress> many = new HashSet<>();
        for (int port = 1; port <= 100; port++) {
            many.add(new InetSocketAddress("192.0.2.9", port));
        }
        observed.onReport("liar", many, 0);
        assertThat(observed.present(0)).hasSize(ObservedAddresses.MAX_OF_ONE);
    }

    @Test
    void fewAreToldAndNotManyKnown() {
        observed.onReport("honest", Set.of(ONE), 0);
        observed.onReport("honest too", Set.of(ONE), 0);
        for (int port = 1; port <= 1000; port++) {
            observed.onReport("liar " + port, Set.of(new InetSocketAddress("192.0.2.9", port)), 0);
        }
        assertThat(observed.present(0)).hasSize(ObservedAddresses.MAX_TOLD).startsWith(ONE);

        observed.onReport("another", Set.of(TWO), 0);
        observed.onReport("third", Set.of(TWO), 0);
        assertThat(observed.present(0)).doesNotContain(TWO); // there is no room until some leave
        observed.onReport("liar 1", Set.of(), 1);
        observed.onReport("another", Set.of(TWO), 2);
        observed.onReport("third", Set.of(TWO), 2);
        assertThat(observed.present(2)).startsWith(ONE, TWO);
    }
}
