package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// How far a path has come, from its opening to its end. A connection forgets it with the path; the
/// handles of the application keep it. Changed under the lock of its [ConnectionDriver]; to be read
/// by anyone.
public final class PathProgress {
    private final PathId id;
    private final Optional<InetAddress> begunAt;
    private volatile FourTuple route;
    private volatile boolean established;
    private volatile Optional<AbandonReason> abandoned = Optional.empty();
    private volatile Optional<PathStats> lastStats = Optional.empty();
    private final LatestValue<Optional<InetSocketAddress>> observed =
            new LatestValue<>(Optional.empty());

    private PathProgress(PathId id, FourTuple route, Optional<InetAddress> begunAt) {
        this.id = id;
        this.route = route;
        this.begunAt = begunAt;
    }

    /// A path that is being opened, for which the socket is at its local address.
    static PathProgress opened(PathId id, FourTuple route) {
        return new PathProgress(id, route, route.local());
    }

    /// A path that was not opened here: the first one, or the peer's, for which nobody waits.
    static PathProgress known(PathId id, FourTuple route) {
        PathProgress path = new PathProgress(id, route, Optional.empty());
        path.onEstablished();
        return path;
    }

    /// Which path.
    public PathId id() {
        return id;
    }

    /// The address that the socket was opened at for this path.
    Optional<InetAddress> begunAt() {
        return begunAt;
    }

    /// Where the path leads, or led at last.
    public FourTuple route() {
        return route;
    }

    /// Whether the peer was ever proved to be reached over it.
    public boolean isEstablished() {
        return established;
    }

    /// Why it was given up, if it was.
    public Optional<AbandonReason> abandoned() {
        return abandoned;
    }

    /// The last figures, once core has forgotten the path.
    public Optional<PathStats> lastStats() {
        return lastStats;
    }

    /// Where the peer says it sees this side on the path, if it does.
    public LatestValue<Optional<InetSocketAddress>> observedAddress() {
        return observed;
    }

    void onRoute(FourTuple present) {
        route = present;
    }

    void onObserved(InetSocketAddress address) {
        observed.set(Optional.of(address));
    }

    void onEstablished() {
        established = true;
    }

    void onAbandoned(AbandonReason reason) {
        abandoned = Optional.of(reason);
    }

    void onDiscarded(PathStats stats) {
        lastStats = Optional.of(stats);
        observed.end(PathFailure.CLOSED_PATH);
    }
}
