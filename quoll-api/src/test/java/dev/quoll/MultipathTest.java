package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/// Several paths over loopback, as an application has them.
@Timeout(120)
class MultipathTest {
    private static final PathId ONE = new PathId(1);

    @ParameterizedTest
    @EnumSource(
            value = NativeCalls.class,
            names = {"IF_ENABLED", "NEVER"})
    void aSecondPathLeadsFromAnotherAddress(NativeCalls calls) throws IOException {
        try (Multihomed both = Multihomed.open(calls)) {
            assertThat(both.client().isMultipathEnabled()).isTrue();
            assertThat(both.server().isMultipathEnabled()).isTrue();
            EventStream<PathEvent> events = both.client().pathEvents();
            OpenPath opening = both.client().openPath(both.second(), PathStatus.AVAILABLE);
            assertThat(opening.pathId()).contains(ONE);

            Path path = opening.await(Multihomed.LONG);

            assertThat(path.id()).isEqualTo(ONE);
            assertThat(path.localIp()).contains(Multihomed.SECOND);
            assertThat(path.remoteAddress()).isEqualTo(both.serverEnd().localAddress());
            assertThat(path.status()).isEqualTo(PathStatus.AVAILABLE);
            assertThat(next(events)).isEqualTo(new PathEvent.Established(ONE));
            assertThat(both.client().paths()).hasSize(2).contains(path);
            assertThat(both.client().path(ONE)).contains(path);
            assertThat(both.client().rtt(ONE)).isPresent();
            assertThat(both.client().congestionState(ONE)).isPresent();
            assertThat(pathOfServer(both).remoteAddress().getAddress())
                    .isEqualTo(Multihomed.SECOND);
            assertThat(opening.awaitAsync().join()).isEqualTo(path);
        }
    }

    private static Path pathOfServer(Multihomed both) throws IOException {
        EventStream<PathEvent> events = both.server().pathEvents();
        while (both.server().path(ONE).isEmpty()) {
            events.next();
        }
        return both.server().path(ONE).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeCalls.class,
            names = {"IF_ENABLED", "NEVER"})
    void aClosedPathIsToldOnBothSidesAndTheOtherGoesOn(NativeCalls calls) throws Exception {
        try (Multihomed both = Multihomed.open(calls)) {
            EventStream<PathEvent> ours = both.client().pathEvents();
            EventStream<PathEvent> theirs = both.server().pathEvents();
            Path path = both.openSecond();
            assertThat(next(ours)).isEqualTo(new PathEvent.Established(ONE));
            assertThat(next(theirs)).isEqualTo(new PathEvent.Established(ONE));
            both.client().path(PathId.ZERO).orElseThrow().close();

            assertThat(next(ours))
                    .isEqualTo(
                            new PathEvent.Abandoned(
                                    PathId.ZERO, new AbandonReason.ApplicationClosed(0x3e)));
            assertThat(nextButStatus(theirs))
                    .isEqualTo(
                            new PathEvent.Abandoned(
                                    PathId.ZERO, new AbandonReason.RemoteAbandoned(0x3e)));
            assertThat(next(ours)).isInstanceOf(PathEvent.Discarded.class);
            assertThat(both.client().paths()).containsExactly(path);
            assertThat(both.client().localIp()).contains(Multihomed.SECOND);
            assertThat(both.client().pathStats(PathId.ZERO)).isEmpty();
            assertThatThrownBy(path::close)
                    .isInstanceOfSatisfying(
                            PathException.class,
                            e -> assertThat(e.failure()).isEqualTo(PathFailure.LAST_OPEN_PATH));
            SendStream out = both.client().openUni(Multihomed.LONG);
            out.write(7);
            out.finish();
            assertThat(both.server().acceptUni(Multihomed.LONG).read()).isEqualTo(7);
        }
    }

    @Test
    void theFiguresOfAClosedPathCanStillBeRead() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            Path path = both.openSecond();
            EventStream<PathEvent> events = both.client().pathEvents();
            path.close(5);
            assertThat(next(events)).isInstanceOf(PathEvent.Abandoned.class);
            PathEvent last = next(events);

            assertThat(last).isInstanceOf(PathEvent.Discarded.class);
            PathStats stats = ((PathEvent.Discarded) last).stats();
            assertThat(path.stats()).isEqualTo(stats);
            assertThat(path.weakHandle().stats()).contains(stats);
            assertThat(path.localIp()).contains(Multihomed.SECOND);
            assertThat(path.remoteStatus()).isEmpty();
            assertClosed(path::close);
            assertClosed(path::ping);
            assertClosed(path::status);
            assertClosed(() -> path.setStatus(PathStatus.BACKUP));
            assertClosed(() -> path.setMaxIdleTimeout(Optional.empty()));
            assertClosed(() -> path.setKeepAliveInterval(Optional.of(Multihomed.LONG)));
        }
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PathException.class,
                        e -> assertThat(e.failure()).isEqualTo(PathFailure.CLOSED_PATH));
    }

    @Test
    void thePeerIsToldHowAPathIsToBeUsed() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            EventStream<PathEvent> theirs = both.server().pathEvents();
            Path path =
                    both.client().openPath(both.second(), PathStatus.BACKUP).await(Multihomed.LONG);
            assertThat(path.status()).isEqualTo(PathStatus.BACKUP);
            awaitStatus(theirs, PathStatus.BACKUP);

            assertThat(path.setStatus(PathStatus.AVAILABLE)).isEqualTo(PathStatus.BACKUP);

            awaitStatus(theirs, PathStatus.AVAILABLE);
            assertThat(both.server().path(ONE).orElseThrow().remoteStatus())
                    .contains(PathStatus.AVAILABLE);
        }
    }

    private static void awaitStatus(EventStream<PathEvent> events, PathStatus status)
            throws IOException {
        while (!next(events).equals(new PathEvent.RemoteStatus(ONE, status))) {}
    }

    @Test
    void aPathThatIsThereIsFoundInsteadOfOpened() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            InetSocketAddress remote = both.serverEnd().localAddress();
            OpenPath found = both.client().openPathEnsure(remote, PathStatus.AVAILABLE);
            assertThat(found.pathId()).contains(PathId.ZERO);
            assertThat(found.await(Multihomed.LONG).id()).isEqualTo(PathId.ZERO);
            OpenPath opened = both.client().openPathEnsure(both.second(), PathStatus.AVAILABLE);
            assertThat(opened.pathId()).contains(ONE);
            OpenPath again = both.client().openPathEnsure(both.second(), PathStatus.AVAILABLE);

            assertThat(again.await(Multihomed.LONG)).isEqualTo(opened.await(Multihomed.LONG));
        }
    }

    @Test
    void whatCannotBeOpenedFailsAtOnce() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            InetSocketAddress remote = both.serverEnd().localAddress();
            InetAddress foreign = InetAddress.ofLiteral("192.0.2.1"); // for documentation
            assertFails(
                    both.client().openPath(from(remote, foreign), PathStatus.AVAILABLE),
                    PathFailure.INVALID_REMOTE_ADDRESS);
            assertFails(
                    both.client().openPath(from(remote, Loopback.V6), PathStatus.AVAILABLE),
                    PathFailure.INVALID_REMOTE_ADDRESS);
            assertFails(
                    both.client()
                            .openPath(
                                    new InetSocketAddress(Loopback.V6, remote.getPort()),
                                    PathStatus.AVAILABLE),
                    PathFailure.INVALID_REMOTE_ADDRESS);
            assertFails(
                    both.server().openPath(both.clientEnd().localAddress(), PathStatus.AVAILABLE),
                    PathFailure.SERVER_SIDE_NOT_ALLOWED);
        }
    }

    private static FourTuple from(InetSocketAddress remote, InetAddress local) {
        return new FourTuple(remote, Optional.of(local));
    }

    @Test
    void thereAreNoMorePathsThanBothSidesAllow() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            for (int i = 1; i < 4; i++) {
                both.openSecond();
            }

            assertFails(
                    both.client().openPath(both.second(), PathStatus.AVAILABLE),
                    PathFailure.MAX_PATH_ID_REACHED);
        }
    }

    @Test
    void aPathThatNobodyAnswersFailsLate() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            EventStream<PathEvent> events = both.client().pathEvents();
            OpenPath opening =
                    both.client()
                            .openPath(
                                    new InetSocketAddress(Multihomed.SECOND, 9), PathStatus.BACKUP);
            assertThat(opening.pathId()).contains(ONE);

            assertFails(opening, PathFailure.VALIDATION_FAILED);
            assertThat(next(events))
                    .isEqualTo(new PathEvent.Abandoned(ONE, new AbandonReason.ValidationFailed()));
            assertThat(both.client().closeReason()).isEmpty();
        }
    }

    @Test
    void theEndOfAConnectionHasTheFiguresOfItsPaths() throws IOException {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            Path path = both.openSecond();
            var closed = both.client().onClosed();
            both.client().close();

            assertThat(closed.join().paths()).hasSize(2);
            assertThat(path.stats().packetsSent()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeCalls.class,
            names = {"IF_ENABLED", "NEVER"})
    void pathsComeAndGoWithoutEnd(NativeCalls calls) throws IOException {
        try (Multihomed both = Multihomed.open(calls)) {
            EventStream<PathEvent> events = both.client().pathEvents();
            for (int i = 0; i < 50; i++) {
                OpenPath opening = both.client().openPath(both.second(), PathStatus.AVAILABLE);
                while (opening.pathId().isEmpty()) { // until the peer allows another
                    assertThat(events.poll(Duration.ofMillis(10))).isNotNull();
                    opening = both.client().openPath(both.second(), PathStatus.AVAILABLE);
                }
                opening.await(Multihomed.LONG).close();
            }

            assertThat(both.client().paths()).extracting(Path::id).containsExactly(PathId.ZERO);
            assertThat(both.client().closeReason()).isEmpty();
        }
    }

    @Test
    void subscribersSeeWhatHappens() throws Exception {
        try (Multihomed both = Multihomed.open(NativeCalls.IF_ENABLED)) {
            CompletableFuture<EventStream.Item<PathEvent>> first = new CompletableFuture<>();
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            both.client().pathEvents().publisher().subscribe(new Subscriber(first, end));
            both.openSecond();

            assertThat(first.get())
                    .isEqualTo(new EventStream.Happened<>(new PathEvent.Established(ONE)));
            both.client().close();
            assertThat(end.get()).isInstanceOf(ConnectionException.class);
        }
    }

    private record Subscriber(
            CompletableFuture<EventStream.Item<PathEvent>> first, CompletableFuture<Throwable> end)
            implements Flow.Subscriber<EventStream.Item<PathEvent>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(EventStream.Item<PathEvent> item) {
            first.complete(item);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(failure);
        }

        @Override
        public void onComplete() {}
    }

    private static void assertFails(OpenPath opening, PathFailure failure) {
        assertThatThrownBy(() -> opening.await(Multihomed.LONG))
                .isInstanceOfSatisfying(
                        PathException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    private static PathEvent nextButStatus(EventStream<PathEvent> events) throws IOException {
        PathEvent event = next(events);
        while (event instanceof PathEvent.RemoteStatus) {
            event = next(events);
        }
        return event;
    }

    private static PathEvent next(EventStream<PathEvent> events) throws IOException {
        return switch (events.poll(Multihomed.LONG).orElseThrow()) {
            case EventStream.Happened(PathEvent event) -> event;
            case EventStream.Lagged<PathEvent>(long missed) ->
                    throw new AssertionError("missed " + missed);
        };
    }
}
