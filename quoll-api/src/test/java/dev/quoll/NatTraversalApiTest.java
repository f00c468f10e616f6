package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.error.NatTraversalException;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// NAT traversal over loopback, as an application has it.
@Timeout(60)
class NatTraversalApiTest {
    private static final InetSocketAddress ELSEWHERE =
            new InetSocketAddress(Multihomed.SECOND, 4242);

    private static Multihomed open() throws IOException {
        TransportConfig transport =
                TransportConfig.builder().maxRemoteNatTraversalAddresses(2).build();
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
    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void aRoundOpensAPathToWhereTheServerAnswers(NatTraversalVariant variant) throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(2)
                        .maxConcurrentMultipathPaths(3)
                        .natTraversalVariants(Set.of(variant))
                        .build();
        try (Loopback both = everywhere(transport)) {
            Loopback.Pair pair = connect(both);
            EventStream<PathEvent> paths = pair.client().pathEvents();
            InetSocketAddress other = beginRound(both, pair);

            PathId direct = new PathId(1);
            while (!(next(paths) instanceof PathEvent.Established(PathId id)
                    && id.equals(direct))) {}
            Path path = pair.client().path(direct).orElseThrow();
            assertThat(path.remoteAddress()).isEqualTo(other);
            assertThat(path.status()).isEqualTo(PathStatus.BACKUP);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutSeveralPathsTheClientMovesToWhereTheServerAnswers() throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(2)
                        .natTraversalVariants(Set.of(NatTraversalVariant.DRAFT))
                        .build();
        try (Loopback both = everywhere(transport)) {
            Loopback.Pair pair = connect(both);
            InetSocketAddress other = beginRound(both, pair);

            Eventually.holds(() -> pair.client().remoteAddress().equals(other));
            assertThat(pair.client().paths()).hasSize(1);
        }
    }

    private static Loopback everywhere(TransportConfig transport) throws IOException {
        return new Loopback(
                Loopback.server(InetAddress.ofLiteral("0.0.0.0"), transport),
                Loopback.client(Loopback.V4, transport));
    }

    private static Loopback.Pair connect(Loopback both) throws IOException {
        int port = both.server().localAddress().getPort();
        Loopback.Pair pair = both.connectTo(new InetSocketAddress(Loopback.V4, port));
        pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
        return pair;
    }

    /// @return the address of the server that is probed
    private static InetSocketAddress beginRound(Loopback both, Loopback.Pair pair)
            throws IOException {
        int port = both.server().localAddress().getPort();
        EventStream<NatTraversalEvent> named = pair.client().natTraversalEvents();
        InetSocketAddress other = new InetSocketAddress(Multihomed.SECOND, port);
        pair.server().addNatTraversalAddress(other);
        assertThat(next(named)).isEqualTo(new NatTraversalEvent.AddressAdded(other));
        pair.client().addNatTraversalAddress(both.client().localAddress());
        assertThat(pair.client().initiateNatTraversalRound()).containsExactly(other);
        return other;
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

    @Test
    void theDraftAloneTurnsNoMultipathOn() {
        TransportConfig.Builder builder =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(32)
                        .natTraversalVariants(Set.of(NatTraversalVariant.DRAFT));
        assertThat(builder.build().maxConcurrentMultipathPaths()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.natTraversalVariants(Set.of()));
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
