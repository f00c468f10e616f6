package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofSeconds;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What a connection says of its paths where one of the sides does not speak multipath.
@Timeout(120)
class OnePathTest {
    private static final Duration LONG = ofSeconds(30);

    private Loopback loopback;
    private Loopback.Pair pair;

    @BeforeEach
    void connect() throws IOException {
        loopback = Loopback.open();
        pair = loopback.connect();
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void thereIsPathZeroAlone() {
        assertThat(pair.client().isMultipathEnabled()).isFalse();
        assertThat(pair.client().paths()).extracting(Path::id).containsExactly(PathId.ZERO);
        Path path = pair.client().path(PathId.ZERO).orElseThrow();
        assertThat(path).isEqualTo(pair.client().paths().getFirst());
        assertThat(path.remoteAddress()).isEqualTo(loopback.server().localAddress());
        assertThat(path.stats().packetsSent()).isPositive();
        assertThat(path.connection()).isSameAs(pair.client());
        assertThat(pair.client().path(new PathId(1))).isEmpty();
    }

    @Test
    void anotherPathCannotBeOpened() {
        OpenPath opening =
                pair.client().openPath(loopback.server().localAddress(), PathStatus.AVAILABLE);

        assertThat(opening.pathId()).isEmpty();
        assertFails(opening, PathFailure.MULTIPATH_NOT_NEGOTIATED);
        assertThatThrownBy(() -> opening.awaitAsync().get())
                .hasCauseInstanceOf(PathException.class);
    }

    @Test
    void anAddressWithoutPortIsRefusedAtOnce() {
        assertFails(
                pair.client().openPath(new InetSocketAddress(Loopback.V4, 0), PathStatus.AVAILABLE),
                PathFailure.INVALID_REMOTE_ADDRESS);
        assertFails(
                pair.client()
                        .openPathEnsure(
                                FourTuple.to(InetSocketAddress.createUnresolved("nowhere", 1)),
                                PathStatus.BACKUP),
                PathFailure.INVALID_REMOTE_ADDRESS);
    }

    @Test
    void theOnlyPathCannotBeClosed() {
        Path path = pair.server().path(PathId.ZERO).orElseThrow();

        assertThatThrownBy(path::close).isInstanceOf(PathException.class);
        assertThat(pair.server().closeReason()).isEmpty();
    }

    @Test
    void aTimeoutOfAPathIsPositive() {
        Path path = pair.client().path(PathId.ZERO).orElseThrow();

        assertThatThrownBy(() -> path.setMaxIdleTimeout(Optional.of(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> path.setKeepAliveInterval(Optional.of(Duration.ofSeconds(-1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingCanBeOpenedOnceTheConnectionIsClosed() {
        pair.client().close();
        OpenPath opening =
                pair.client().openPath(loopback.server().localAddress(), PathStatus.AVAILABLE);

        assertThatThrownBy(() -> opening.await(LONG)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void eventsOfPathsEndWithTheConnection() throws IOException {
        EventStream<?> events = pair.client().pathEvents();
        assertThat(events.poll(Duration.ZERO)).isEmpty();
        pair.client().close();

        assertThatThrownBy(events::next).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> events.poll(LONG)).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> events.nextAsync().get())
                .hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void aWeakHandleOfAPathLeadsBackToIt() {
        Path path = pair.client().path(PathId.ZERO).orElseThrow();
        WeakPathHandle handle = path.weakHandle();

        assertThat(handle.id()).isEqualTo(PathId.ZERO);
        assertThat(handle.upgrade()).contains(path);
        assertThat(handle.stats()).isPresent();
    }

    @Test
    void thereAreOneToSixtyFourPaths() {
        assertThat(TransportConfig.defaults().maxConcurrentMultipathPaths()).isEmpty();
        assertThatThrownBy(() -> TransportConfig.builder().maxConcurrentMultipathPaths(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransportConfig.builder().maxConcurrentMultipathPaths(65))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFails(OpenPath opening, PathFailure failure) {
        assertThatThrownBy(() -> opening.await(LONG))
                .isInstanceOfSatisfying(
                        PathException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }
}
