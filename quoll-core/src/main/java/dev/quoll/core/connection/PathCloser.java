package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.id.PathId;
import dev.quoll.core.multipath.Abandonments;
import dev.quoll.core.multipath.BlockedReports;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.multipath.UnopenedPath;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.PathLife;

import java.util.List;
import java.util.Optional;

/// Gives paths up and forgets them, so that nothing sent over them is lost and nothing of them is
/// kept. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.4
final class PathCloser {
    /// Late packets are expected for so many probe timeouts (draft-ietf-quic-multipath §3.4.1), and
    /// a new path when there is none left.
    private static final int LATE_PTOS = 3;

    private final Lifetime lifetime;
    private final Paths paths;
    private final PathCredit credit;
    private final Abandonments abandonments;
    private final BlockedReports blocked;
    private final Recovery recovery;
    private final Routing routing;
    private final PathOpener opener;
    private final PathTotals totals;
    private final long unknownPtoNanos;

    /// Paths that are forgotten, for which the peer may have others once it knows.
    private int owed;

    /// Until when a new path may come when all are given up.
    private long graceNanos = NEVER;

    PathCloser(
            Lifetime lifetime,
            Paths paths,
            PathCredit credit,
            Abandonments abandonments,
            BlockedReports blocked,
            Recovery recovery,
            Routing routing,
            PathOpener opener,
            PathTotals totals,
            long unknownPtoNanos) {
        this.lifetime = lifetime;
        this.paths = paths;
        this.credit = credit;
        this.abandonments = abandonments;
        this.blocked = blocked;
        this.recovery = recovery;
        this.routing = routing;
        this.opener = opener;
        this.totals = totals;
        this.unknownPtoNanos = unknownPtoNanos;
    }

    /// See [Multipath#close].
    Optional<PathFailure> close(PathId id, long code, long nowNanos) {
        Path path = paths.find(id.value());
        if (!opener.isActive()) {
            return Optional.of(PathFailure.MULTIPATH_NOT_NEGOTIATED);
        }
        if (path == null || path.life().isAbandoned()) {
            return Optional.of(PathFailure.CLOSED_PATH);
        }
        if (!paths.hasOther(path)) {
            return Optional.of(PathFailure.LAST_OPEN_PATH);
        }
        abandon(path, new AbandonReason.ApplicationClosed(code), code, nowNanos);
        return Optional.empty();
    }

    /// Gives a path up by our own will.
    void abandon(Path path, AbandonReason reason, long code, long nowNanos) {
        give(path, reason, code, nowNanos);
        path.peerIds().abandon();
    }

    /// The peer gives a path up (draft-ietf-quic-multipath §3.4.1).
    void onAbandon(long id, long code, long nowNanos) {
        UnopenedPath unopened = paths.wasUsed(id) ? null : opener.unopened(id);
        if (unopened != null) {
            forgetUnopened(unopened, code);
            return;
        }
        Path path = paths.find(id);
        if (path == null) {
            return; // forgotten
        }
        if (!path.life().isAbandoned()) {
            // the answer repeats what the peer said
            give(path, new AbandonReason.RemoteAbandoned(code), code, nowNanos);
            if (paths.hasOther(path)) { // else it carries the answer itself
                path.peerIds().abandon();
            }
        }
        path.life().discardAt(nowNanos + LATE_PTOS * recovery.ptoNanos(path));
    }

    /// Packets were received: the peer may know now of paths that we gave up. It sends nothing over
    /// them any more, though it may be one that never answers.
    void onReceived(long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isAbandoned()
                    && each.life().discardNanos() == NEVER
                    && !abandonments.contains(each.id())) {
                each.life().discardAt(nowNanos + LATE_PTOS * recovery.ptoNanos(each));
            }
        }
        payBack();
    }

    /// Whether a path that is given up must say so itself, since there is no other.
    boolean isLastWord(Path path) {
        return path.life().isAbandoned()
                && !path.peerIds().isEmpty()
                && abandonments.wantsToSend()
                && !paths.hasOther(path);
    }

    /// The last word is said.
    void onLastWord(Path path) {
        path.peerIds().abandon();
    }

    long deadlineNanos() {
        long earliest = paths.lowest() == null ? graceNanos : NEVER;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isAbandoned()) {
                earliest = Math.min(earliest, each.life().discardNanos());
            } else if (each.life().state() == PathLife.State.OPENING) {
                earliest = Math.min(earliest, each.route().validation().untilNanos());
            }
        }
        return earliest;
    }

    void onTimeout(long nowNanos) {
        if (paths.lowest() == null && nowNanos >= graceNanos) {
            lifetime.discard(
                    new CloseCause.LocalTransportError(
                            TransportErrorCode.NO_VIABLE_PATH.code(),
                            0,
                            "every path is given up",
                            Optional.empty()));
            return;
        }
        for (Path each : List.copyOf(paths.known())) {
            if (each.life().isAbandoned() && nowNanos >= each.life().discardNanos()) {
                discard(each);
            } else if (each.life().state() == PathLife.State.OPENING
                    && each.route().validation().hasFailed(nowNanos)) {
                PathErrorCode code =
                        each.peerIds().isEmpty()
                                ? PathErrorCode.NO_CID_AVAILABLE_FOR_PATH
                                : PathErrorCode.PATH_UNSTABLE_OR_POOR;
                abandon(each, new AbandonReason.ValidationFailed(), code.code(), nowNanos);
            }
        }
    }

    private void give(Path path, AbandonReason reason, long code, long nowNanos) {
        path.life().abandon();
        if (paths.lowest() == null) {
            graceNanos = nowNanos + LATE_PTOS * unknownPtoNanos;
        }
        recovery.sendElsewhere(path, nowNanos);
        abandonments.add(path.id(), code);
        blocked.onUnblocked(path.id().value());
        lifetime.onPath(new PathEvent.Abandoned(path.id(), reason));
    }

    /// A path is given up of which there were only connection IDs: its number is used up all the
    /// same, and the peer waits for an answer.
    private void forgetUnopened(UnopenedPath path, long code) {
        paths.skip(path);
        routing.retireAll(path.issuedIds());
        blocked.onUnblocked(path.id().value());
        abandonments.add(path.id(), code);
        owed++;
        payBack();
    }

    private void discard(Path path) {
        paths.forget(path);
        routing.retireAll(path.issuedIds());
        totals.add(path);
        lifetime.onPath(new PathEvent.Discarded(path.id(), path.stats()));
        owed++;
        payBack();
    }

    /// Allows another path for each that is forgotten, but not to a peer that never acknowledges
    /// that paths are gone: it could make us repeat that for any number of them.
    private void payBack() {
        if (owed == 0 || abandonments.isFull()) {
            return;
        }
        while (owed > 0) {
            owed--;
            credit.onDiscarded();
        }
        opener.prepare();
    }
}
