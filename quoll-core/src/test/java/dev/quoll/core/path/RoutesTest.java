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
import java.util.Optional;
import java.util.SplittableRandom;

class RoutesTest {
    private static final FourTuple HOME = to("192.0.2.1", 443);
    private static final FourTuple OTHER_PORT = to("192.0.2.1", 444);
    private static final FourTuple ELSEWHERE = to("192.0.2.2", 443);

    private final Routes routes =
            new Routes(
                    HOME,
                    AmplificationLimit.none(),
                    new RouteConfig(
                            1200,
                            RttEstimator.INITIAL_NANOS,
                            PersistentCongestion.DEFAULT_THRESHOLD,
                            MtuConfig.DEFAULT,
                            new CongestionControl.Cubic(),
                            Pacer.UNLIMITED),
                    new PathCounts(),
                    new SplittableRandom(1));

    @Test
    void anotherPortLeadsOverTheSameNetwork() { // RFC 9000 §9.4
        Route route = routes.add(OTHER_PORT, AmplificationLimit.unvalidated());

        assertThat(route.network()).isSameAs(routes.present().network());
    }

    @Test
    void anotherAddressBeginsAnew() { // RFC 9000 §9.4
        Route home = routes.present();
        Route route = routes.add(ELSEWHERE, AmplificationLimit.unvalidated());

        assertThat(route.network()).isNotSameAs(home.network());
        assertThat(routes.networkOf(home.network().number())).isSameAs(home.network());
        assertThat(routes.networkOf(route.network().number())).isSameAs(route.network());
    }

    @Test
    void aRouteWithoutALocalAddressIsFoundUntilItHasOne() {
        FourTuple named = FourTuple.to(ELSEWHERE.remote());
        Route route = routes.addUnknown(named, AmplificationLimit.unvalidated());
        assertThat(routes.findUnbound(ELSEWHERE.remote())).isSameAs(route);

        FourTuple bound =
                new FourTuple(ELSEWHERE.remote(), Optional.of(InetAddress.getLoopbackAddress()));
        route.bind(bound);
        assertThat(routes.findUnbound(ELSEWHERE.remote())).isNull();
        assertThat(routes.find(bound)).isSameAs(route);
    }

    @Test
    void thereIsAWayBackUntilTheNewRouteIsProved() { // RFC 9000 §9.3.2
        Route home = routes.present();
        Route route = routes.add(ELSEWHERE, AmplificationLimit.unvalidated());

        routes.moveTo(route);
        assertThat(routes.present()).isSameAs(route);
        assertThat(routes.fallback()).isSameAs(home);

        assertThat(routes.confirm()).isSameAs(home);
        assertThat(routes.fallback()).isNull();
    }

    @Test
    void onlyAProvedRouteIsAWayBack() { // RFC 9000 §9.3.2
        Route home = routes.present();
        routes.moveTo(routes.add(ELSEWHERE, AmplificationLimit.unvalidated()));

        routes.moveTo(routes.add(OTHER_PORT, AmplificationLimit.unvalidated()));

        assertThat(routes.fallback()).isSameAs(home);
    }

    @Test
    void thereAreOnlySoManyRoutes() {
        int port = 1;
        while (routes.hasRoom()) {
            routes.add(to("192.0.2.9", port++), AmplificationLimit.unvalidated());
        }

        assertThat(routes.all()).hasSize(Routes.MAX_ROUTES);
    }

    @Test
    void packetsOfARouteThatIsForgottenCountNowhere() {
        Route route = routes.add(ELSEWHERE, AmplificationLimit.unvalidated());

        routes.remove(route);

        assertThat(routes.find(ELSEWHERE)).isNull();
        assertThat(routes.networkOf(route.network().number())).isNull();
    }

    private static FourTuple to(String address, int port) {
        return FourTuple.to(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }
}
