package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Multipath;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the application does with the paths of a connection, and what it learns of them. Public
/// methods take the lock of their driver, unless they say otherwise.
public final class PathCalls {
    private static final Logger LOG = System.getLogger("dev.quoll");

    private final ConnectionDriver driver;
    private final LocalIps localIps;
    private final EventLog<PathEvent> events = new EventLog<>();
    private final LatestValue<Optional<InetSocketAddress>> observed =
            new LatestValue<>(Optional.empty());
    private final Map<PathId, PathProgress> progress = new HashMap<>(); // of paths core knows

    PathCalls(ConnectionDriver driver, LocalIps localIps) {
        this.driver = driver;
        this.localIps = localIps;
    }

    // ---- what core tells, with the lock ----

    void onEvent(PathEvent event) {
        PathProgress path = progressOf(event.id());
        switch (event) {
            case PathEvent.Established _ -> path.onEstablished();
            case PathEvent.RemoteStatus _ -> {}
            case PathEvent.ObservedAddress(_, var address) -> observed.set(Optional.of(address));
            case PathEvent.Abandoned(_, var reason) -> path.onAbandoned(reason);
            case PathEvent.Discarded(PathId id, PathStats stats) -> {
                path.onDiscarded(stats);
                progress.remove(id);
                release(path.begunAt());
            }
        }
        events.add(event);
        driver.keeper().onEvent(event);
        driver.waits().change(Topic.PATH);
    }

    private PathProgress progressOf(PathId id) {
        PathProgress path =
                progress.computeIfAbsent(id, _ -> PathProgress.known(id, driver.core().route()));
        multipath().route(id).ifPresent(path::onRoute);
        multipath().observedAddress(id).ifPresent(path::onObserved);
        return path;
    }

    private Multipath multipath() {
        return driver.core().multipath();
    }

    // ---- opening ----

    /// What came of the wish for a path.
    public sealed interface Start {
        /// It is on its way, or was there before.
        record Begun(PathProgress path) implements Start {}

        /// It cannot be had.
        record Failed(PathFailure failure) implements Start {}
    }

    /// Opens another path.
    public Start open(FourTuple route, PathStatus status) {
        return open(route, status, Multipath::open);
    }

    /// Opens another path, unless there is one to that address.
    public Start openEnsure(FourTuple route, PathStatus status) {
        return open(route, status, Multipath::openEnsure);
    }

    @FunctionalInterface
    private interface Opener {
        PathOpening open(Multipath paths, FourTuple route, PathStatus status, long nowNanos);
    }

    private Start open(FourTuple route, PathStatus status, Opener opener) {
        if (!isReachable(route)) {
            return new Start.Failed(PathFailure.INVALID_REMOTE_ADDRESS);
        }
        if (route.local().isPresent()) {
            try {
                localIps.acquire(route.local().get());
            } catch (IOException e) {
                LOG.log(Logger.Level.DEBUG, "no path from " + route.local().get(), e);
                return new Start.Failed(PathFailure.INVALID_REMOTE_ADDRESS);
            }
        }
        driver.enter();
        try {
            return begun(route, opener.open(multipath(), route, status, driver.nowNanos()));
        } finally {
            driver.leave();
        }
    }

    private boolean isReachable(FourTuple route) {
        return !route.remote().isUnresolved()
                && route.remote().getPort() != 0
                && localIps.canReach(route);
    }

    private Start begun(FourTuple route, PathOpening opening) {
        driver.sendAll(); // if it failed the peer may be told that there could be more
        return switch (opening) {
            case PathOpening.Begun(PathId id) -> {
                PathProgress path = PathProgress.opened(id, route);
                progress.put(id, path);
                driver.keeper().onOpened(id);
                yield new Start.Begun(path);
            }
            case PathOpening.Existing(PathId id) -> {
                release(route.local());
                yield new Start.Begun(progressOf(id));
            }
            case PathOpening.Failed(PathFailure failure) -> {
                release(route.local());
                yield new Start.Failed(failure);
            }
        };
    }

    /// A path from this address is gone, or did not come to be.
    private void release(Optional<InetAddress> local) {
        local.ifPresent(ip -> driver.post(() -> localIps.release(ip)));
    }

    /// The connection is over.
    void forget() {
        progress.values().forEach(path -> release(path.begunAt()));
        progress.clear();
    }

    /// Whether a path is up; called with the lock, for an [Attempt] on [Topic#PATH].
    ///
    /// @throws PathException if it failed
    /// @throws ConnectionException if the connection ended before
    public boolean isUp(Start start) throws PathException, ConnectionException {
        if (start instanceof Start.Begun(PathProgress path)) {
            if (path.isEstablished()) {
                return true;
            }
            if (path.abandoned().isPresent()) {
                throw new PathException(path.abandoned().get());
            }
        }
        driver.checkOpen();
        if (start instanceof Start.Failed(PathFailure failure)) {
            throw new PathException(failure);
        }
        return false;
    }

    // ---- which there are ----

    /// A path that is not given up.
    public Optional<PathProgress> find(PathId id) {
        driver.enter();
        try {
            return multipath().paths().contains(id)
                    ? Optional.of(progressOf(id))
                    : Optional.empty();
        } finally {
            driver.leave();
        }
    }

    /// The paths that are not given up, by their numbers.
    public List<PathProgress> all() {
        driver.enter();
        try {
            return multipath().paths().stream().map(this::progressOf).toList();
        } finally {
            driver.leave();
        }
    }

    /// Where the lowest path leads that is not given up.
    public FourTuple lowestRoute() {
        return driver.read(
                core ->
                        core.multipath().paths().stream()
                                .findFirst()
                                .flatMap(core.multipath()::route)
                                .orElseGet(core::route));
    }

    /// A reader of what happens from now on.
    public EventReader<PathEvent> newReader() {
        return driver.read(_ -> events.newReader());
    }

    /// Where the peer says it sees this side, the last word over all paths.
    public LatestValue<Optional<InetSocketAddress>> observedAddress() {
        return observed;
    }

    // ---- one of them ----

    /// Gives up a path.
    public void close(PathProgress path, long code) throws PathException {
        driver.enter();
        try {
            Optional<PathFailure> failure = multipath().close(path.id(), code, driver.nowNanos());
            if (failure.isPresent()) {
                throw new PathException(failure.get());
            }
            driver.sendAll();
        } finally {
            driver.leave();
        }
    }

    /// Says how a path is to be used, and returns what was said before.
    public PathStatus setStatus(PathProgress path, PathStatus status) throws PathException {
        driver.enter();
        try {
            PathStatus before = present(multipath().setStatus(path.id(), status));
            driver.sendAll();
            return before;
        } finally {
            driver.leave();
        }
    }

    /// How we wish a path to be used.
    public PathStatus status(PathProgress path) throws PathException {
        return present(driver.read(core -> core.multipath().status(path.id())));
    }

    /// How the peer wishes a path to be used, if it said so and the path is still there.
    public Optional<PathStatus> remoteStatus(PathProgress path) {
        return driver.read(core -> core.multipath().remoteStatus(path.id()));
    }

    /// Sends something over a path that asks for an answer.
    public void ping(PathProgress path) throws PathException {
        change(path, paths -> paths.ping(path.id()));
    }

    /// Sets the silence that ends a path.
    public void setIdleTimeout(PathProgress path, long nanos) throws PathException {
        change(path, paths -> paths.setIdleTimeout(path.id(), nanos));
    }

    /// Sets the silence on a path after which it is kept alive.
    public void setKeepAlive(PathProgress path, long nanos) throws PathException {
        change(path, paths -> paths.setKeepAlive(path.id(), nanos));
    }

    /// Where a path leads, or led at last.
    public FourTuple route(PathProgress path) {
        return driver.read(core -> core.multipath().route(path.id())).orElseGet(path::route);
    }

    /// The figures of a path, the last ones if it is forgotten.
    public PathStats stats(PathProgress path) {
        return driver.read(core -> core.pathStats(path.id()).or(path::lastStats)).orElseThrow();
    }

    /// The figures of all paths that are not forgotten, by their numbers; with the lock.
    public List<PathStats> remainingStats() {
        List<PathId> ids = new ArrayList<>(progress.keySet());
        multipath().paths().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
        return ids.stream().sorted().flatMap(id -> driver.core().pathStats(id).stream()).toList();
    }

    @FunctionalInterface
    private interface Change {
        /// @return whether there is such a path
        boolean of(Multipath paths);
    }

    private void change(PathProgress path, Change change) throws PathException {
        driver.enter();
        try {
            if (path.abandoned().isPresent() || !change.of(multipath())) {
                throw new PathException(PathFailure.CLOSED_PATH);
            }
            driver.sendAll();
        } finally {
            driver.leave();
        }
    }

    private static PathStatus present(Optional<PathStatus> status) throws PathException {
        return status.orElseThrow(() -> new PathException(PathFailure.CLOSED_PATH));
    }
}
