package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.PathPolicy;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.PathId;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What becomes of paths when addresses of this machine come and go.
@Timeout(120)
class PathPolicyTest {
    private static final Duration SOON = Duration.ofMillis(10);

    private volatile Set<InetAddress> addresses = Set.of(Loopback.V4);

    @Test
    void aPathIsOpenedFromANewAddressAndClosedWhenItGoes() throws IOException {
        try (Multihomed both = open(() -> addresses)) {
            EventStream<PathEvent> events = both.client().pathEvents();
            addresses = Set.of(Loopback.V4, Multihomed.SECOND);

            PathId opened = next(events, PathEvent.Established.class).id();
            assertThat(both.client().path(opened).orElseThrow().localIp())
                    .contains(Multihomed.SECOND);
            addresses = Set.of(Loopback.V4);
            assertThat(next(events, PathEvent.Abandoned.class).id()).isEqualTo(opened);
            addresses = Set.of(Loopback.V4, Multihomed.SECOND);
            assertThat(next(events, PathEvent.Established.class).id()).isGreaterThan(opened);
        }
    }

    @Test
    void addressesThatAreNotKnownChangeNothing() throws Exception {
        CountDownLatch looks = new CountDownLatch(3);
        try (Multihomed both =
                open(
                        () -> {
                            looks.countDown();
                            throw new IOException("not now");
                        })) {
            assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(both.client().paths()).hasSize(1);
        }
    }

    @Test
    void aPathThatTheApplicationClosedIsNotOpenedAgain() throws Exception {
        addresses = Set.of(Loopback.V4, Multihomed.SECOND);
        CountDownLatch looks = new CountDownLatch(1);
        boolean[] isClosed = new boolean[1];
        int[] looksSince = new int[1];
        try (Multihomed both =
                open(
                        () -> {
                            synchronized (isClosed) {
                                if (isClosed[0] && ++looksSince[0] == 5) {
                                    looks.countDown();
                                }
                            }
                            return addresses;
                        })) {
            PathId one = new PathId(1);
            Eventually.holds(() -> both.client().path(one).isPresent());
            both.client().path(one).orElseThrow().close();
            synchronized (isClosed) {
                isClosed[0] = true;
            }

            assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(both.client().paths()).extracting(Path::id).containsExactly(PathId.ZERO);
        }
    }

    @Test
    void lookingTooOftenIsRefused() {
        assertThatThrownBy(() -> new PathPolicy.AllInterfaces(Duration.ZERO, Set::of))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAddressesOfThisMachineAreFound() throws IOException {
        PathPolicy.AllInterfaces policy = (PathPolicy.AllInterfaces) PathPolicy.allInterfaces();

        assertThat(policy.addresses().present()).contains(Loopback.V4);
        assertThat(policy.interval()).isEqualTo(PathPolicy.AllInterfaces.DEFAULT_INTERVAL);
    }

    @Test
    void aPathThatCannotRecoverIsReplaced() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            Path second = both.openSecond();
            EventStream<PathEvent> events = both.client().pathEvents();
            Optional<InetAddress> gone = Optional.of(Multihomed.SECOND);

            both.clientEnd().handleNetworkChange(route -> !route.local().equals(gone));

            PathId anew = next(events, PathEvent.Established.class).id();
            PathEvent.Abandoned end = next(events, PathEvent.Abandoned.class);
            assertThat(end.id()).isEqualTo(second.id());
            assertThat(end.reason()).isEqualTo(new AbandonReason.UnusableAfterNetworkChange());
            Path replacement = both.client().path(anew).orElseThrow();
            assertThat(replacement.localIp()).isEmpty();
            assertThat(replacement.remoteAddress()).isEqualTo(both.serverEnd().localAddress());
        }
    }

    @Test
    void theLastPathIsReplaced() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            EventStream<PathEvent> events = both.client().pathEvents();
            both.clientEnd().handleNetworkChange((FourTuple _) -> false);

            PathId anew = next(events, PathEvent.Established.class).id();
            assertThat(next(events, PathEvent.Abandoned.class).id()).isEqualTo(PathId.ZERO);
            assertThat(both.client().paths()).extracting(Path::id).containsExactly(anew);
            SendStream out = both.client().openUni(Multihomed.LONG);
            out.write(3);
            out.flush();
            assertThat(both.server().acceptUni(Multihomed.LONG).read()).isEqualTo(3);
        }
    }

    @Test
    void aServerGivesUpAllButTheLastPath() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            EventStream<PathEvent> events = both.server().pathEvents();
            both.openSecond();
            next(events, PathEvent.Established.class);
            both.serverEnd().handleNetworkChange(_ -> false);

            assertThat(both.server().paths()).hasSize(1);
            assertThat(both.server().closeReason()).isEmpty();
        }
    }

    private static Multihomed open(PathPolicy.Addresses addresses) throws IOException {
        TransportConfig transport = Multihomed.transport().build();
        ClientConfig client =
                ClientConfig.builder(TestIdentity.server().clientTls().build())
                        .transport(transport)
                        .pathPolicy(new PathPolicy.AllInterfaces(SOON, addresses))
                        .build();
        return Multihomed.open(NativeCalls.IF_ENABLED, transport, client, socket -> socket);
    }

    private static <T extends PathEvent> T next(EventStream<PathEvent> events, Class<T> kind)
            throws IOException {
        while (true) {
            if (events.poll(Multihomed.LONG).orElseThrow()
                            instanceof EventStream.Happened<PathEvent>(PathEvent event)
                    && kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }
}
