package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the peer says of our address, as an application learns it.
@Timeout(120)
class ObservedAddressTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Optional<InetSocketAddress> NOTHING = Optional.empty();
    private static final TransportConfig BOTH_WAYS =
            Multihomed.transport()
                    .sendObservedAddressReports(true)
                    .receiveObservedAddressReports(true)
                    .build();

    @Test
    void bothSidesLearnWhereTheyAreSeen() throws IOException {
        try (Loopback ends = Loopback.open(BOTH_WAYS)) {
            Loopback.Pair pair = ends.connect();

            Watched<Optional<InetSocketAddress>> watched = pair.client().observedExternalAddress();

            Optional<InetSocketAddress> seen = Optional.of(ends.client().localAddress());
            assertThat(watched.awaitChange(NOTHING)).isEqualTo(seen);
            assertThat(watched.get()).isEqualTo(seen);
            assertThat(pair.server().observedExternalAddress().awaitChangeAsync(NOTHING).join())
                    .contains(ends.server().localAddress());
            assertThat(watched.changes().next()).isEqualTo(new EventStream.Happened<>(seen));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void itIsSilentUnlessBothAgree(boolean clientWants, boolean serverTells) throws IOException {
        TransportConfig server =
                TransportConfig.builder().sendObservedAddressReports(serverTells).build();
        TransportConfig client =
                TransportConfig.builder().receiveObservedAddressReports(clientWants).build();
        try (Loopback ends =
                new Loopback(
                        Loopback.server(Loopback.V4, server),
                        Loopback.client(Loopback.V4, client))) {
            Connection connection = ends.connect().client();
            connection.awaitHandshakeConfirmed();
            Watched<Optional<InetSocketAddress>> watched = connection.observedExternalAddress();

            assertThatThrownBy(() -> watched.awaitChange(NOTHING, SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(watched.get()).isEmpty();
            assertThat(watched.changes().poll(SHORT)).isEmpty();
        }
    }

    @Test
    void aClientThatMovesIsToldItsNewAddress() throws IOException {
        try (Loopback ends = Loopback.open(BOTH_WAYS)) {
            Connection connection = ends.connect().client();
            connection.awaitHandshakeConfirmed();
            Watched<Optional<InetSocketAddress>> watched = connection.observedExternalAddress();
            Optional<InetSocketAddress> before = watched.awaitChange(NOTHING, Multihomed.LONG);
            EventStream<Optional<InetSocketAddress>> changes = watched.changes();
            assertThat(changes.next()).isEqualTo(new EventStream.Happened<>(before));

            ends.client().rebind(Multihomed.socket(Loopback.V4, NativeCalls.IF_ENABLED));

            Optional<InetSocketAddress> after = Optional.of(ends.client().localAddress());
            assertThat(watched.awaitChange(before, Multihomed.LONG)).isEqualTo(after);
            assertThat(changes.next()).isEqualTo(new EventStream.Happened<>(after));
        }
    }

    @Test
    void eachPathHasItsOwnUntilItIsGone() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED, BOTH_WAYS, it -> it)) {
            Path second = both.openSecond();
            Watched<Optional<InetSocketAddress>> watched = second.observedExternalAddress();
            Optional<InetSocketAddress> seen = watched.awaitChange(NOTHING, Multihomed.LONG);
            assertThat(seen.orElseThrow().getAddress()).isEqualTo(Multihomed.SECOND);
            assertThat(both.client().observedExternalAddress().get()).isEqualTo(seen);
            Path first = both.client().path(PathId.ZERO).orElseThrow();
            assertThat(first.observedExternalAddress().get().orElseThrow().getAddress())
                    .isEqualTo(Loopback.V4);
            CompletableFuture<Optional<InetSocketAddress>> waiting = watched.awaitChangeAsync(seen);
            EventStream<Optional<InetSocketAddress>> changes = watched.changes();
            assertThat(changes.next()).isEqualTo(new EventStream.Happened<>(seen));

            second.close();

            assertThatThrownBy(() -> watched.awaitChange(seen))
                    .isInstanceOfSatisfying(
                            PathException.class,
                            e -> assertThat(e.failure()).isEqualTo(PathFailure.CLOSED_PATH));
            assertThatThrownBy(changes::next).isInstanceOf(PathException.class);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(PathException.class);
            assertThat(watched.get()).isEqualTo(seen);
        }
    }

    @Test
    void itEndsWithTheConnection() throws IOException {
        try (Loopback ends = Loopback.open(BOTH_WAYS)) {
            Connection connection = ends.connect().client();
            Watched<Optional<InetSocketAddress>> watched = connection.observedExternalAddress();
            Optional<InetSocketAddress> seen = watched.awaitChange(NOTHING);

            connection.close();

            assertThat(watched.get()).isEqualTo(seen);
            assertThat(watched.awaitChange(NOTHING)).isEqualTo(seen);
            assertThatThrownBy(() -> watched.awaitChange(seen))
                    .isInstanceOf(ConnectionException.class);
        }
    }
}
