package dev.quoll.cli.punch;

import dev.quoll.Connection;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.cli.punch.PunchLog.Change;
import dev.quoll.cli.punch.PunchLog.Way;
import dev.quoll.cli.punch.PunchLog.Whose;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Follows the paths and the candidates of a connection from its beginning to its end, and tells.
/// *Thread-safe*.
final class PathWatch {
    /// How often it is looked at what has no events.
    private static final Duration LOOK = Duration.ofMillis(50);

    /// Paths whose figures are kept.
    private static final int MAX_PATHS = 1000;

    private record Followed(Path path, Way way) {}

    private final Connection connection;
    private final Places places;
    private final Rounds rounds;
    private final PunchLog log;
    private final long start = System.nanoTime();
    private final EventStream<PathEvent> events;
    private final Map<PathId, Followed> paths = new ConcurrentSkipListMap<>();
    private final Map<PathId, PathStatus> statuses = new ConcurrentSkipListMap<>();
    private final Set<InetSocketAddress> own = new HashSet<>();
    private final Set<InetSocketAddress> peers = new HashSet<>();
    private final CompletableFuture<Optional<Double>> firstDirect = new CompletableFuture<>();

    private PathWatch(Connection connection, Places places, Rounds rounds, PunchLog log) {
        this.connection = connection;
        this.places = places;
        this.rounds = rounds;
        this.log = log;
        events = connection.pathEvents();
    }

    /// What addresses mean.
    interface Places {
        /// Whether it is the peer at the relay.
        boolean isRelayed(InetSocketAddress address);
    }

    /// Begins, on a thread of its own that ends with the connection.
    static PathWatch start(Connection connection, Places places, Rounds rounds, PunchLog log) {
        PathWatch watch = new PathWatch(connection, places, rounds, log);
        connection.path(PathId.ZERO).ifPresent(watch::onProved);
        Thread.startVirtualThread(watch::run);
        return watch;
    }

    private void run() {
        try {
            while (true) {
                Optional<EventStream.Item<PathEvent>> next = events.poll(LOOK);
                while (next.isPresent()) {
                    if (next.get() instanceof EventStream.Happened<PathEvent>(PathEvent event)) {
                        onEvent(event);
                    }
                    next = events.poll(Duration.ZERO);
                }
                look();
            }
        } catch (IOException e) {
            firstDirect.complete(Optional.empty()); // the connection has ended
        }
    }

    private void onEvent(PathEvent event) {
        switch (event) {
            case PathEvent.Established(PathId id) -> connection.path(id).ifPresent(this::onProved);
            case PathEvent.Abandoned(PathId id, var reason) ->
                    Optional.ofNullable(paths.get(id))
                            .ifPresent(
                                    lost ->
                                            log.lost(
                                                    id.value(),
                                                    lost.way(),
                                                    reason.toString(),
                                                    seconds()));
            case PathEvent.RemoteStatus _, PathEvent.ObservedAddress _, PathEvent.Discarded _ -> {}
        }
    }

    private void onProved(Path path) {
        InetSocketAddress remote = path.remoteAddress();
        Way way = places.isRelayed(remote) ? Way.RELAYED : Way.DIRECT;
        if (paths.size() < MAX_PATHS
                && paths.putIfAbsent(path.id(), new Followed(path, way)) == null) {
            double seconds = seconds();
            log.path(path.id().value(), way, HostAndPort.of(remote), seconds);
            if (way == Way.DIRECT) {
                firstDirect.complete(Optional.of(seconds));
            }
        }
    }

    private void look() throws IOException {
        for (Followed followed : paths.values()) {
            PathId id = followed.path().id();
            try {
                PathStatus status = followed.path().status();
                if (statuses.put(id, status) != status) {
                    log.status(id.value(), followed.way(), status.toString(), seconds());
                }
            } catch (PathException e) {
                statuses.remove(id); // it is closed
            }
        }
        for (Long round = rounds.poll(); round != null; round = rounds.poll()) {
            log.round(round, seconds());
        }
        compare(Whose.OWN, own, connection.localNatTraversalAddresses());
        if (connection.side() == Side.CLIENT) {
            compare(Whose.PEER, peers, connection.remoteNatTraversalAddresses());
        }
    }

    private void compare(Whose whose, Set<InetSocketAddress> before, List<InetSocketAddress> now) {
        for (InetSocketAddress address : now) {
            if (before.add(address)) {
                log.candidate(whose, Change.ADDED, HostAndPort.of(address));
            }
        }
        for (InetSocketAddress address : Set.copyOf(before)) {
            if (!now.contains(address)) {
                before.remove(address);
                log.candidate(whose, Change.REMOVED, HostAndPort.of(address));
            }
        }
    }

    /// Waits for a direct path.
    ///
    /// @throws NoDirectPathException if there was none in this time
    /// @throws ConnectionException if the connection ended before
    void awaitDirect(Duration timeout) throws IOException {
        try {
            if (firstDirect.get(timeout.toNanos(), TimeUnit.NANOSECONDS).isEmpty()) {
                throw new ConnectionException(connection.awaitClosed());
            }
        } catch (TimeoutException e) {
            throw new NoDirectPathException(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Seconds from the connection until the first direct path; empty if there was none.
    Optional<Double> secondsToDirect() {
        return firstDirect.getNow(Optional.empty());
    }

    /// Seconds since the connection.
    double seconds() {
        return Amount.secondsSince(start);
    }

    /// Whether there is a direct path now.
    boolean isDirect() {
        return paths.values().stream()
                .anyMatch(
                        each ->
                                each.way() == Way.DIRECT
                                        && connection.path(each.path().id()).isPresent());
    }

    /// What went over each path so far.
    List<PathLine> report() {
        return paths.values().stream()
                .map(each -> PathLine.of(each.path(), each.way() == Way.RELAYED))
                .toList();
    }
}
