package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.error.NatTraversalException;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// NAT traversal over loopback, as an application has it.
class NatTraversalApiTest {
    private static final InetSocketAddress ELSEWHERE =
            new InetSocketAddress(Multihomed.SECOND, 4242);

    private static Multihomed open() throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(2)
                        .initialRtt(Duration.ofMillis(20))
                        .build();
        return Multihomed.open(NativeCalls.IF_ENABLED, transport, socket -> socket);
    }

    @Test
    void aRoundProbesWhatTheServerHasNamed() throws IOException {
        try (Multihomed both = open()) {
            EventStream<NatTraversalEvent> events = both.client().natTraversalEvents();
            InetSocketAddress server = both.serverEnd().localAddress();
            both.server().addNatTraversalAddress(server);
            assertThat(next(events)).isEqualTo(new NatTraversalEvent.AddressAdded(server));
            both.client().addNatTraversalAddress(ELSEWHERE);

            assertThat(both.client().initiateNatTraversalRound()).containsExactly(server);
        }
    }

    /// The server is at all addresses, and the client knows one of them. Only native sockets answer
    /// from the address that was reached.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aRoundOpensAPathToWhereTheServerAnswers() throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(2)
                        .initialRtt(Duration.ofMillis(20))
                        .build();
        try (Loopback both =
                new Loopback(
                        Loopback.server(InetAddress.ofLiteral("0.0.0.0"), transport),
                        Loopback.client(Loopback.V4, transport))) {
            int port = both.server().localAddress().getPort();
            Loopback.Pair pair = both.connectTo(new InetSocketAddress(Loopback.V4, port));
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            EventStream<NatTraversalEvent> named = pair.client().natTraversalEvents();
            EventStream<PathEvent> paths = pair.client().pathEvents();
            InetSocketAddress other = new InetSocketAddress(Multihomed.SECOND, port);
            pair.server().addNatTraversalAddress(other);
            assertThat(next(named)).isEqualTo(new NatTraversalEvent.AddressAdded(other));
            pair.client().addNatTraversalAddress(both.client().localAddress());
            assertThat(pair.client().initiateNatTraversalRound()).containsExactly(other);

            PathId direct = new PathId(1);
            while (!(next(paths) instanceof PathEvent.Established(PathId id)
                    && id.equals(direct))) {}
            Path path = pair.client().path(direct).orElseThrow();
            assertThat(path.remoteAddress()).isEqualTo(other);
            assertThat(path.status()).isEqualTo(PathStatus.BACKUP);
        }
    }

    @Test
    void addressesOfTheServerComeAndGo() throws IOException {
        try (Multihomed both = open()) {
            EventStream<NatTraversalEvent> events = both.client().natTraversalEvents();
            both.server().addNatTraversalAddress(ELSEWHERE);
            assertThat(next(events)).isEqualTo(new NatTraversalEvent.AddressAdded(ELSEWHERE));
            assertThat(both.server().localNatTraversalAddresses()).containsExactly(ELSEWHERE);
            assertThat(both.client().remoteNatTraversalAddresses()).containsExactly(ELSEWHERE);

            both.server().removeNatTraversalAddress(ELSEWHERE);

            assertThat(next(events)).isEqualTo(new NatTraversalEvent.AddressRemoved(ELSEWHERE));
            assertThat(both.server().localNatTraversalAddresses()).isEmpty();
            assertThat(both.client().remoteNatTraversalAddresses()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneIsToldByItsReason() throws IOException {
        try (Multihomed both = open()) {
            Connection client = both.client();
            Connection server = both.server();
            assertFails(client::initiateNatTraversalRound, TraversalFailure.NOT_ENOUGH_ADDRESSES);
            assertFails(server::remoteNatTraversalAddresses, TraversalFailure.WRONG_SIDE);
            assertFails(server::initiateNatTraversalRound, TraversalFailure.WRONG_SIDE);
            for (int port = 1; port <= 2; port++) {
                client.addNatTraversalAddress(new InetSocketAddress(Multihomed.SECOND, port));
            }
            assertFails(
                    () -> client.addNatTraversalAddress(ELSEWHERE),
                    TraversalFailure.TOO_MANY_ADDRESSES);
            client.close();
            assertFails(client::initiateNatTraversalRound, TraversalFailure.CLOSED);
        }
    }

    @Test
    void multipathAloneIsNotEnough() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            assertFails(
                    () -> both.client().addNatTraversalAddress(ELSEWHERE),
                    TraversalFailure.NOT_NEGOTIATED);
        }
    }

    @Test
    void addressesAtWhichNobodyIsReachedAreRefused() throws IOException {
        try (Multihomed both = open()) {
            for (InetSocketAddress wrong :
                    new InetSocketAddress[] {
                        InetSocketAddress.createUnresolved("localhost", 1),
                        new InetSocketAddress(Multihomed.SECOND, 0),
                        new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 1),
                        new InetSocketAddress(InetAddress.ofLiteral("::"), 1)
                    }) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> both.client().addNatTraversalAddress(wrong));
            }
        }
    }

    @Test
    void itTurnsMultipathOnUnlessThatIsSet() {
        TransportConfig.Builder builder = TransportConfig.builder();
        assertThat(builder.build().maxConcurrentMultipathPaths()).isEmpty();
        builder.maxRemoteNatTraversalAddresses(32);
        assertThat(builder.build().maxConcurrentMultipathPaths()).hasValue(8);
        assertThat(builder.maxConcurrentMultipathPaths(3).build().maxConcurrentMultipathPaths())
                .hasValue(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxRemoteNatTraversalAddresses(256));
    }

    private static void assertFails(ThrowingCallable call, TraversalFailure failure) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NatTraversalException.class,
                        e -> assertThat(e.failure()).isEqualTo(failure));
    }

    private static <E> E next(EventStream<E> events) throws IOException {
        return switch (events.poll(Multihomed.LONG).orElseThrow()) {
            case EventStream.Happened<E>(E event) -> event;
            case EventStream.Lagged<E>(long missed) -> throw new AssertionError("missed " + missed);
        };
    }
}
