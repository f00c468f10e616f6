package dev.quoll.core.connection;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.MultipathFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.frame.PathsBlockedFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.multipath.BlockedReports;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.StatusExchange;

/// Gives each frame that names a path to its room. A frame for a path that was given up says
/// nothing any more; one for a path that we do not allow ends the connection. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4
final class PathFrames {
    private final Paths paths;
    private final PathCredit credit;
    private final BlockedReports blocked;
    private final AckProcessor acks;
    private final Routing routing;
    private final PathOpener opener;
    private final PathCloser closer;
    private final Lifetime lifetime;

    PathFrames(
            Paths paths,
            PathCredit credit,
            BlockedReports blocked,
            AckProcessor acks,
            Routing routing,
            PathOpener opener,
            PathCloser closer,
            Lifetime lifetime) {
        this.paths = paths;
        this.credit = credit;
        this.blocked = blocked;
        this.acks = acks;
        this.routing = routing;
        this.opener = opener;
        this.closer = closer;
        this.lifetime = lifetime;
    }

    void dispatch(MultipathFrame frame, ReceivedPacket packet) throws TransportException {
        switch (frame) {
            case PathAckFrame ack -> onAck(ack, packet);
            case PathAbandonFrame(long id, long code) -> {
                credit.check(id);
                closer.onAbandon(id, code, packet.nowNanos());
            }
            case PathStatusFrame(long id, PathStatus status, long number) ->
                    onStatus(id, status, number);
            case PathNewConnectionIdFrame(long id, NewConnectionIdFrame issued) ->
                    onNewConnectionId(id, issued);
            case PathRetireConnectionIdFrame(long id, long number) -> onRetire(id, number, packet);
            case MaxPathIdFrame(long maximum) -> {
                credit.onMaxPathId(maximum);
                opener.prepare();
            }
            case PathsBlockedFrame(long maximum) -> credit.check(maximum);
            case PathCidsBlockedFrame(long id, long next) -> onConnectionIdsBlocked(id, next);
        }
    }

    /// An ACK frame in a 1-RTT packet is one for path 0 (draft-ietf-quic-multipath §2.3).
    private void onAck(PathAckFrame frame, ReceivedPacket packet) throws TransportException {
        credit.check(frame.pathId());
        Path path = paths.find(frame.pathId());
        if (path != null) {
            acks.onAck(path, path.space(), frame.ack(), packet.path(), packet.nowNanos());
        } else if (!paths.wasUsed(frame.pathId())) { // RFC 9000 §13.1
            throw violation("acknowledges packets of path " + frame.pathId() + " never used");
        }
    }

    private void onStatus(long id, PathStatus status, long number) throws TransportException {
        credit.check(id);
        Path path = paths.find(id);
        if (path == null && paths.wasUsed(id) || path != null && path.life().isAbandoned()) {
            return;
        }
        StatusExchange exchange = path == null ? opener.unopened(id).status() : path.status();
        boolean isNew = exchange.onFrame(status, number);
        if (isNew && path != null && path.life().isOpen()) { // else told when it is
            lifetime.onPath(new PathEvent.RemoteStatus(new PathId(id), status));
        }
    }

    private void onNewConnectionId(long id, NewConnectionIdFrame issued) throws TransportException {
        credit.check(id);
        Path path = paths.find(id);
        if (path == null && paths.wasUsed(id) || path != null && path.life().isAbandoned()) {
            return;
        }
        routing.onNewConnectionId(
                path == null ? opener.unopened(id).peerIds() : path.peerIds(), issued);
        blocked.onUnblocked(id);
    }

    private void onRetire(long id, long number, ReceivedPacket packet) throws TransportException {
        credit.check(id);
        IssuedIds issued = paths.issuedIds(id);
        Path path = paths.find(id);
        if (path != null && path.life().isAbandoned()) {
            return;
        }
        if (issued != null) {
            routing.onRetire(
                    issued,
                    number,
                    id == packet.path().id().value() ? packet.destinationSequenceNumber() : -1);
        } else if (!paths.wasUsed(id)) {
            throw violation("retires a connection ID of path " + id + " that has none");
        }
    }

    private void onConnectionIdsBlocked(long id, long next) throws TransportException {
        credit.check(id);
        IssuedIds issued = paths.issuedIds(id);
        long ours = issued == null ? 0 : issued.next();
        if (next > ours && !(issued == null && paths.wasUsed(id))) {
            throw violation("waits for connection ID " + next + " of path " + id);
        }
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
