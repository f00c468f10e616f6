package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.PathScheduler;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.nat.PairRound;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.PathValidation;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.path.Routes;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The probes of NAT traversal as the draft has it: routes of a path to the addresses of the round
/// are proved as for a migration, on both sides. Where the server is reached the client opens a
/// path, or without multipath moves there. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.4
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.2 RFC 9000, section 8.2: Path Validation
final class RouteProbes {
    /// The most routes that are tried at a time, so that one is left for the present route and one
    /// for a peer that comes from an address nobody named.
    static final int MAX_ATTEMPTS = Routes.MAX_ROUTES - 2;

    /// Bytes of a server's probe: what keeps a hole open must not hurt whom a client names.
    static final int SERVER_PROBE_BYTES = ProbeWriter.MIN_PROBE;

    private record Attempt(Path path, Route route, long untilNanos) {}

    private final Side side;
    private final Lifetime lifetime;
    private final Paths paths;
    private final PathOpener opener;
    private final Migration migration;
    private final Punching punching;
    private final ProbeBudget budget;
    private final int probeBytes;
    private final List<Attempt> attempts = new ArrayList<>();

    /// The number of the round that the attempts are of.
    private long number;

    RouteProbes(
            Side side,
            Lifetime lifetime,
            Paths paths,
            PathOpener opener,
            Migration migration,
            Punching punching,
            long nowNanos) {
        this.side = side;
        this.lifetime = lifetime;
        this.paths = paths;
        this.opener = opener;
        this.migration = migration;
        this.punching = punching;
        budget = new ProbeBudget(nowNanos);
        probeBytes = side == Side.CLIENT ? RouteConfig.MIN_DATAGRAM_SIZE : SERVER_PROBE_BYTES;
        number = PairRound.NONE;
    }

    /// A round may have begun, an address may have been named or proved, time or a connection ID
    /// may have come.
    void onProgress(long nowNanos) throws TransportException {
        if (!isActive()) {
            return;
        }
        if (round().number() != number) { // nat-traversal §4.4: a new round ends the one before
            number = round().number();
            giveUpAll();
        }
        if (!attempts.isEmpty()) {
            for (Attempt each : List.copyOf(attempts)) {
                settle(each, nowNanos);
            }
        }
        begin(nowNanos);
        if (side == Side.CLIENT
                && attempts.isEmpty()
                && !round().hasWaiting()
                && goesOn(nowNanos)) {
            begin(nowNanos);
        }
    }

    private PairRound round() {
        return punching.pairs();
    }

    /// Whether packets of the server may come from an address that it did not name.
    boolean mayAppear(Path path, long nowNanos) {
        return side == Side.CLIENT
                && isActive()
                && (!attempts.isEmpty() || round().isListening(nowNanos))
                && path.life().isOpen()
                && path.routes().hasRoom()
                && path.peerIds().canServeAnother();
    }

    /// An authentic packet of the server came from an address not known: the hole is open there, so
    /// the answer takes a challenge along (RFC 8445 §7.3.1.3, §7.3.1.4).
    Route onAppeared(Path path, FourTuple fourTuple, int bytes, long nowNanos)
            throws TransportException {
        Route route = migration.onAppeared(path, FourTuple.to(fourTuple.remote()), bytes);
        long untilNanos = nowNanos + round().lengthNanos();
        route.validation().begin(nowNanos, untilNanos);
        attempts.add(new Attempt(path, route, untilNanos));
        return route;
    }

    /// PATH_CHALLENGE came over a route: if it is one that is tried, ours is due (RFC 8445
    /// §7.3.1.4).
    void onChallenge(Route route, long nowNanos) {
        for (Attempt each : attempts) {
            if (each.route() == route) {
                route.validation().hurry(nowNanos);
            }
        }
    }

    /// Allows the challenges that are due, as far as what may be sent to strangers goes.
    void grant(long nowNanos) {
        for (int i = 0; i < attempts.size(); i++) {
            Route route = attempts.get(i).route();
            if (route.validation().isDue(nowNanos)
                    && route.amplification().allowance() < probeBytes
                    && budget.take(probeBytes, nowNanos)) {
                route.amplification().grant(probeBytes);
            }
        }
    }

    long deadlineNanos() {
        if (!isActive()) {
            return NEVER;
        }
        if (round().number() != number) {
            return 0; // at once
        }
        long earliest = NEVER;
        for (int i = 0; i < attempts.size(); i++) {
            earliest = Math.min(earliest, deadlineNanos(attempts.get(i)));
        }
        return earliest;
    }

    private long deadlineNanos(Attempt attempt) {
        PathValidation validation = attempt.route().validation();
        boolean waitsForGrant =
                validation.isPending() && attempt.route().amplification().allowance() < probeBytes;
        return waitsForGrant
                ? Math.min(
                        attempt.untilNanos(),
                        Math.max(validation.deadlineNanos(), budget.readyNanos(probeBytes)))
                : attempt.untilNanos();
    }

    /// RFC 9000 §9: nothing is tried before the handshake is confirmed.
    private boolean isActive() {
        return lifetime.isConfirmed() && punching.terms().speaks(NatTraversalVariant.DRAFT);
    }

    private void settle(Attempt attempt, long nowNanos) throws TransportException {
        Path path = attempt.path();
        Route route = attempt.route();
        boolean isGone = !path.life().isOpen() || !path.routes().all().contains(route);
        boolean isReached =
                side == Side.CLIENT
                        && !isGone
                        && route.amplification().isValidated()
                        && !route.validation().isPending();
        if (!isGone && !isReached && nowNanos < attempt.untilNanos()) {
            return;
        }
        attempts.remove(attempt);
        if (isReached) {
            onReached(path, route, nowNanos);
        } else if (!isGone) {
            migration.giveUp(path, route);
        }
    }

    private void onReached(Path path, Route route, long nowNanos) throws TransportException {
        if (opener.isNegotiated()) {
            migration.giveUp(path, route);
            punching.onReached(route.fourTuple(), nowNanos);
        } else {
            migration.moveToProved(path, route, nowNanos);
            giveUpAll();
        }
        round().end();
    }

    private void giveUpAll() throws TransportException {
        List<Attempt> all = List.copyOf(attempts);
        attempts.clear();
        for (Attempt each : all) {
            if (each.path().life().isOpen()) {
                migration.giveUp(each.path(), each.route());
            }
        }
    }

    private boolean goesOn(long nowNanos) {
        boolean goesOn = round().next(nowNanos);
        number = round().number();
        return goesOn;
    }

    private void begin(long nowNanos) {
        Path path = paths.lowest();
        if (path == null || !path.life().isOpen() || !PathScheduler.canReach(path)) {
            return;
        }
        while (attempts.size() < MAX_ATTEMPTS
                && path.routes().hasRoom()
                && path.peerIds().canServeAnother()) {
            InetSocketAddress target = round().nextTarget();
            if (target == null) {
                return;
            }
            long untilNanos = nowNanos + round().lengthNanos();
            Route route = migration.tryOut(path, target, nowNanos, untilNanos);
            if (route != null && route != path.route()) {
                attempts.add(new Attempt(path, route, untilNanos));
            }
        }
    }
}
