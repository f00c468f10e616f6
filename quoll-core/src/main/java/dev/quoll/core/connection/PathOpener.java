package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.BlockedReports;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.multipath.UnopenedPath;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.PathLife;
import dev.quoll.core.path.Route;

import org.jspecify.annotations.Nullable;

/// Opens paths: a client's that it asks for, a server's when the first packet comes over one; and
/// sees to it that the peer has connection IDs for those it may open. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.1
final class PathOpener {
    /// A new path must answer within so many probe timeouts of a route nothing is known of: more
    /// than RFC 9000 §8.2.4 gives a migration, since nothing waits for it.
    private static final int OPENING_PTOS = 6;

    private final Side side;
    private final Lifetime lifetime;
    private final Paths paths;
    private final PathCredit credit;
    private final BlockedReports blocked;
    private final PathFactory factory;
    private final Routing routing;
    private final PeerSettings peer;
    private final long unknownPtoNanos;

    PathOpener(
            Side side,
            Lifetime lifetime,
            Paths paths,
            PathCredit credit,
            BlockedReports blocked,
            PathFactory factory,
            Routing routing,
            PeerSettings peer,
            long unknownPtoNanos) {
        this.side = side;
        this.lifetime = lifetime;
        this.paths = paths;
        this.credit = credit;
        this.blocked = blocked;
        this.factory = factory;
        this.routing = routing;
        this.peer = peer;
        this.unknownPtoNanos = unknownPtoNanos;
    }

    /// Whether both sides speak multipath.
    boolean isNegotiated() {
        return credit.isNegotiated();
    }

    /// Whether there may be several paths now.
    boolean isActive() {
        return credit.isNegotiated() && !lifetime.isHandshaking() && lifetime.isOpen();
    }

    /// Gives the peer connection IDs for every path that both sides allow, so that neither has to
    /// wait when it opens one (draft-ietf-quic-multipath §3.2).
    void prepare() {
        if (!isActive()) {
            return;
        }
        long last = credit.both();
        for (long id = paths.nextUnused(1); id <= last; id = paths.nextUnused(id + 1)) {
            routing.issue(unopened(id).issuedIds(), peer.connectionIdLimit());
        }
    }

    /// What there is of a path that we allow and that was not used.
    UnopenedPath unopened(long id) {
        UnopenedPath found = paths.findUnopened(id);
        if (found != null) {
            return found;
        }
        UnopenedPath made = factory.unopened(new PathId(id), paths);
        paths.prepare(made);
        return made;
    }

    /// See [Multipath#open].
    PathOpening open(FourTuple route, PathStatus status, long nowNanos) {
        PathFailure failure = obstacle(route);
        if (failure != null) {
            return new PathOpening.Failed(failure);
        }
        UnopenedPath next = nextUnopened();
        if (next == null) {
            if (credit.isPeersLimit()) { // multipath §3.2.1
                blocked.onNoPathId(credit.peers());
            }
            return new PathOpening.Failed(PathFailure.MAX_PATH_ID_REACHED);
        }
        if (next.peerIds().isEmpty()) {
            blocked.onNoConnectionId(next.id().value(), next.peerIds().next());
            return new PathOpening.Failed(PathFailure.REMOTE_CIDS_EXHAUSTED);
        }
        Path path = factory.another(next, paths.zero(), route, AmplificationLimit.none(), nowNanos);
        path.status().begin(status);
        begin(path, nowNanos);
        return new PathOpening.Begun(path.id());
    }

    /// See [Multipath#openEnsure].
    PathOpening openEnsure(FourTuple route, PathStatus status, long nowNanos) {
        for (Path each : paths.known()) {
            if (!each.life().isAbandoned() && leadsTo(each.route(), route)) {
                return new PathOpening.Existing(each.id());
            }
        }
        return open(route, status, nowNanos);
    }

    /// What a packet that nobody has opened yet may turn out to be the first of; `null` if only we
    /// could have begun the path.
    @Nullable Path candidate(UnopenedPath of, FourTuple route, long nowNanos) {
        if (side == Side.CLIENT || !isActive()) {
            return null;
        }
        AmplificationLimit limit =
                isProved(route) ? AmplificationLimit.none() : AmplificationLimit.unvalidated();
        return factory.another(of, paths.zero(), route, limit, nowNanos);
    }

    /// A packet was opened: if it is the first of a path, there is that path now.
    void onOpened(Path path, long nowNanos) {
        if (!paths.wasUsed(path.id().value())) {
            begin(path, nowNanos);
            if (path.peerIds().isEmpty()) { // it cannot be answered yet
                blocked.onNoConnectionId(path.id().value(), path.peerIds().next());
            }
        }
    }

    /// The present route of a path is proved.
    void onProved(Path path) {
        if (path.life().state() == PathLife.State.OPENING) {
            path.life().onOpen();
            lifetime.onPath(new PathEvent.Established(path.id()));
            path.status()
                    .remote()
                    .ifPresent(it -> lifetime.onPath(new PathEvent.RemoteStatus(path.id(), it)));
            path.addresses()
                    .observed()
                    .ifPresent(it -> lifetime.onPath(new PathEvent.ObservedAddress(path.id(), it)));
            if (side == Side.CLIENT || path.status().local() == PathStatus.BACKUP) {
                path.status().announce();
            }
        }
    }

    private void begin(Path path, long nowNanos) {
        paths.add(path);
        path.route().validation().begin(nowNanos, nowNanos + OPENING_PTOS * unknownPtoNanos);
        prepare();
    }

    private @Nullable PathFailure obstacle(FourTuple route) {
        if (!lifetime.isOpen()) {
            return PathFailure.CLOSED_PATH;
        }
        if (!isActive()) {
            return PathFailure.MULTIPATH_NOT_NEGOTIATED;
        }
        if (side == Side.SERVER) { // draft-ietf-quic-multipath §3
            return PathFailure.SERVER_SIDE_NOT_ALLOWED;
        }
        boolean isReachable =
                !route.remote().isUnresolved()
                        && route.remote().getPort() > 0
                        && !route.remote().getAddress().isAnyLocalAddress();
        return isReachable ? null : PathFailure.INVALID_REMOTE_ADDRESS;
    }

    private @Nullable UnopenedPath nextUnopened() {
        for (UnopenedPath each : paths.unopened()) {
            if (each.id().value() <= credit.both()) {
                return each;
            }
        }
        return null;
    }

    /// Whether the peer is proved to be reached over a route.
    boolean isProved(FourTuple fourTuple) {
        for (Path each : paths.known()) {
            Route route = each.routes().find(fourTuple);
            if (route != null && route.amplification().isValidated()) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsTo(Route route, FourTuple wanted) {
        return route.fourTuple().remote().equals(wanted.remote())
                && (wanted.local().isEmpty() || wanted.local().equals(route.local()));
    }
}
