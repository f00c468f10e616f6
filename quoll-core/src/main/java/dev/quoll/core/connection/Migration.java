package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.params.PreferredAddress;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.PathValidation;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.Routes;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Moves a path to another route: follows a client that appears elsewhere, moves a client that went
/// elsewhere, goes to the address a server prefers; and proves each new route. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9: Connection Migration
final class Migration {
    /// A route must answer within so many probe timeouts (RFC 9000 §8.2.4).
    private static final int VALIDATION_PTOS = 3;

    private final Side side;
    private final Lifetime lifetime;
    private final Recovery recovery;
    private final PeerMigration policy;
    private final ServerAddresses ours;
    private final long unknownPtoNanos;

    /// Where a client goes once it is proved.
    private @Nullable Route destined;

    private @Nullable PreferredAddress preferred;

    /// @param ours where we would rather be reached
    /// @param unknownPtoNanos the probe timeout of a route nothing is known of
    Migration(
            Side side,
            Lifetime lifetime,
            Recovery recovery,
            PeerMigration policy,
            ServerAddresses ours,
            long unknownPtoNanos) {
        this.side = side;
        this.lifetime = lifetime;
        this.recovery = recovery;
        this.policy = policy;
        this.ours = ours;
        this.unknownPtoNanos = unknownPtoNanos;
    }

    /// The route a datagram came over, if it is known. A client does not care at which of its own
    /// addresses a server's packet arrives.
    @Nullable Route find(Path path, FourTuple fourTuple) {
        Routes routes = path.routes();
        Route recalled = routes.recall(fourTuple);
        if (recalled != null) {
            return recalled;
        }
        Route exact = routes.find(fourTuple);
        Route route =
                exact == null && (side == Side.CLIENT || !lifetime.isConfirmed())
                        ? routes.findTowards(fourTuple.remote())
                        : exact;
        if (route != null && (route == exact || side == Side.CLIENT)) {
            routes.remember(fourTuple, route);
        }
        return route == null ? routes.findUnbound(fourTuple.remote()) : route;
    }

    /// An authentic packet came over a known route. Where a server went to an address its client
    /// named, it learns only now from which of its own it does.
    void onArrival(Route route, FourTuple fourTuple) {
        route.onArrival(fourTuple.local());
        if (side == Side.SERVER && route.fourTuple().local().isEmpty()) {
            route.bind(fourTuple);
        }
    }

    /// A route to an address that somebody named, which is proved until `untilNanos`. Nothing is
    /// sent there before it is granted; `null` if there are too many, or no connection ID.
    @Nullable Route tryOut(Path path, InetSocketAddress remote, long nowNanos, long untilNanos) {
        Route route = path.routes().findTowards(remote);
        if (route == null && path.routes().hasRoom() && path.peerIds().canServeAnother()) {
            route =
                    path.routes()
                            .addUnknown(FourTuple.to(remote), AmplificationLimit.unvalidated());
            path.peerIds().assign(route.number()); // RFC 9000 §9.5: one not used elsewhere
        }
        if (route != null && route != path.route()) {
            route.validation().begin(nowNanos, untilNanos);
        }
        return route;
    }

    /// Moves a client to a route that is proved.
    void moveToProved(Path path, Route route, long nowNanos) throws TransportException {
        if (path.peerIds().assign(route.number())) {
            path.space().onProbeTimeout(); // RFC 9000 §9.2: it moves by a packet that is no probe
            moveTo(path, route, nowNanos);
        }
    }

    /// A route is not to be tried any longer; it stays if the path leads over it.
    void giveUp(Path path, Route route) throws TransportException {
        if (path.routes().all().contains(route)
                && route != path.route()
                && route != path.routes().fallback()) {
            route.validation().stop();
            if (!route.amplification().hasSent()) {
                path.peerIds().giveBack(route.number());
            }
            forget(path, route);
        }
    }

    /// Whether packets from an address not known may belong to the connection: only of clients, and
    /// not before the handshake is over (RFC 9000 §9).
    boolean mayAppear(Path path, FourTuple fourTuple) {
        return side == Side.SERVER
                && (policy == PeerMigration.FOLLOWED || isOurPreferred(fourTuple))
                && lifetime.isConfirmed()
                && (path.routes().hasRoom() || oldestProbed(path) != null);
    }

    /// An authentic packet came from an address not known.
    Route onAppeared(Path path, FourTuple fourTuple, int bytes) throws TransportException {
        makeRoom(path);
        Route route = path.routes().add(fourTuple, AmplificationLimit.unvalidated());
        route.amplification().onReceived(bytes);
        return route;
    }

    /// The frames of a packet are dispatched. A client has moved if the newest packet, and no mere
    /// probe, came over another route than ours (RFC 9000 §9.3).
    ///
    /// @param moves whether it is the newest packet and no mere probe
    void onPacket(ReceivedPacket packet, boolean moves) throws TransportException {
        if (!moves
                || side == Side.CLIENT
                || !lifetime.isConfirmed()
                || packet.path().life().isAbandoned()) {
            return;
        }
        PacketHeader header = packet.header();
        if (packet.route() != packet.path().route()) {
            follow(
                    packet.path(),
                    packet.route(),
                    isUsual(packet.path(), header),
                    packet.nowNanos());
        }
        if (!isUsual(packet.path(), header)) {
            packet.path()
                    .setUsualId(
                            ConnectionId.of(
                                    header.array(),
                                    header.destinationOffset(),
                                    header.destinationLength()));
        }
    }

    /// This client's own address has changed, so that nothing is known of the network any more.
    void onLocalAddressChanged(Path path, FourTuple fourTuple, long nowNanos)
            throws TransportException {
        makeRoom(path);
        Route former = path.route();
        Route route = path.routes().addUnknown(fourTuple, AmplificationLimit.none());
        if (!path.peerIds().assign(route.number())) {
            path.peerIds().share(route.number()); // to be linkable is better than to be lost
        }
        path.routes().moveTo(route);
        path.peerIds().use(route.number());
        path.routes().confirm(); // there is no way back
        path.peerIds().release(former.number());
        path.routes().remove(former);
        path.probeTimer().reset();
        path.space().onProbeTimeout(); // RFC 9000 §9.2: it moves by a packet that is no mere probe
        validate(path, route, nowNanos);
    }

    /// Asks at once whether the peer is still reached, under an ID that was not seen before.
    void onNetworkChanged(Path path) throws TransportException {
        path.peerIds().switchToFresh();
        path.probeTimer().reset();
        path.space().wantPing();
    }

    /// The server would rather be reached elsewhere.
    void onPreferredAddress(PreferredAddress address) {
        preferred = address;
    }

    /// Once the handshake is confirmed, tries the address that the server prefers, of the family in
    /// use, and goes there when it answers (RFC 9000 §9.6.1).
    void goToPreferred(Path path, long nowNanos) {
        if (preferred == null || !lifetime.isConfirmed()) {
            return;
        }
        boolean isIpv4 = path.route().fourTuple().remote().getAddress() instanceof Inet4Address;
        Optional<InetSocketAddress> remote = isIpv4 ? preferred.ipv4() : preferred.ipv6();
        preferred = null;
        if (remote.isPresent() && path.routes().hasRoom()) {
            destined =
                    path.routes().addUnknown(FourTuple.to(remote.get()), AmplificationLimit.none());
            validate(path, destined, nowNanos);
        }
    }

    /// PATH_RESPONSE came, on whatever route (RFC 9000 §8.2.3).
    ///
    /// @return whether the present route is proved by it
    boolean onResponse(Path path, long data, long nowNanos) throws TransportException {
        for (int i = 0; i < path.routes().all().size(); i++) {
            Route route = path.routes().all().get(i);
            switch (route.validation().onResponse(data)) {
                case NONE -> {}
                case ADDRESS -> {
                    route.amplification().onValidated();
                    validate(path, route, nowNanos); // RFC 9000 §8.2.1: now with full datagrams
                    return false;
                }
                case FULL -> {
                    route.amplification().onValidated();
                    onProved(path, route, nowNanos);
                    return route == path.route();
                }
            }
        }
        path.counts().onUnaskedPathResponse();
        return false;
    }

    /// A route that has a PATH_CHALLENGE or PATH_RESPONSE to carry now; `null` if there is none.
    @Nullable Route wantsProbe(Path path, long nowNanos) {
        for (int i = 0; i < path.routes().all().size(); i++) {
            Route route = path.routes().all().get(i);
            if ((route.validation().isDue(nowNanos) || mayReply(route)) && mayProbe(path, route)) {
                return route;
            }
        }
        return null;
    }

    /// Whether answers are owed and the window lets them go, or whoever asks without end could make
    /// us fill the network (RFC 9002 §7).
    private static boolean mayReply(Route route) {
        return route.challengeReplies().wantsToSend() && route.network().isWindowOpen();
    }

    /// The wait for the answer to the first challenge on a route.
    long ptoNanos(Route route) {
        return route.network().rtt().hasSample()
                ? recovery.ptoNanos(route.network())
                : unknownPtoNanos;
    }

    long deadlineNanos(Path path) {
        long earliest = NEVER;
        for (int i = 0; i < path.routes().all().size(); i++) {
            Route route = path.routes().all().get(i);
            PathValidation validation = route.validation();
            if (validation.isPending()) { // a route that asks for nothing needs no ID
                long dueNanos =
                        mayProbe(path, route)
                                ? validation.deadlineNanos()
                                : validation.untilNanos();
                earliest = Math.min(earliest, dueNanos);
            }
        }
        return earliest;
    }

    /// Gives up routes that did not answer in time.
    void onTimeout(Path path, long nowNanos) throws TransportException {
        for (Route route : path.routes().failed(nowNanos)) {
            route.validation().stop();
            if (route == path.route()) {
                goBack(path, nowNanos);
            }
            if (route != path.route() && route != path.routes().fallback()) {
                forget(path, route);
            }
        }
    }

    /// A client that comes to the address we prefer does what it was asked to.
    private boolean isOurPreferred(FourTuple fourTuple) {
        return fourTuple.local().filter(ours::isAt).isPresent();
    }

    private static boolean isUsual(Path path, PacketHeader header) {
        return path.usualId()
                .matches(header.array(), header.destinationOffset(), header.destinationLength());
    }

    private void follow(Path path, Route route, boolean sameId, long nowNanos)
            throws TransportException {
        if (sameId) { // RFC 9000 §9.5: what changed may be no more than a NAT's mapping
            path.peerIds().share(route.number());
        }
        if (path.peerIds().assign(route.number())) {
            Route former = path.route();
            moveTo(path, route, nowNanos);
            validate(path, former, nowNanos); // RFC 9000 §9.3.3
        }
    }

    private void moveTo(Path path, Route route, long nowNanos) throws TransportException {
        path.routes().moveTo(route);
        path.peerIds().use(route.number());
        path.probeTimer().reset();
        if (route.amplification().isValidated()) {
            onProved(path, route, nowNanos);
        } else {
            validate(path, route, nowNanos);
        }
    }

    private void goBack(Path path, long nowNanos) throws TransportException {
        Route fallback = path.routes().fallback();
        if (fallback != null && path.peerIds().assign(fallback.number())) {
            moveTo(path, fallback, nowNanos); // RFC 9000 §9.3.2
        }
    }

    private void onProved(Path path, Route route, long nowNanos) throws TransportException {
        if (route == destined) {
            destined = null;
            moveToProved(path, route, nowNanos);
        } else if (route == path.route()) {
            Route former = path.routes().confirm();
            if (former != null && former != route) {
                forget(path, former);
            }
        }
    }

    private void validate(Path path, Route route, long nowNanos) {
        long ptoNanos = Math.max(ptoNanos(path.route()), unknownPtoNanos);
        route.validation().begin(nowNanos, nowNanos + VALIDATION_PTOS * ptoNanos);
    }

    private boolean mayProbe(Path path, Route route) {
        return route.amplification().allowance() >= ProbeWriter.MIN_PROBE
                && path.peerIds().assign(route.number());
    }

    /// Gives up the route that was probed first, if there are too many.
    private void makeRoom(Path path) throws TransportException {
        Route oldest = path.routes().hasRoom() ? null : oldestProbed(path);
        if (oldest != null) {
            forget(path, oldest);
        }
    }

    private static void forget(Path path, Route route) throws TransportException {
        path.peerIds().release(route.number());
        path.routes().remove(route);
    }

    private @Nullable Route oldestProbed(Path path) {
        for (Route each : path.routes().all()) {
            if (each != path.route() && each != path.routes().fallback() && each != destined) {
                return each;
            }
        }
        return null;
    }
}
