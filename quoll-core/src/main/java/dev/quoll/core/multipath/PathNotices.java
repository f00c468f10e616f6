package dev.quoll.core.multipath;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.StatusExchange;

import java.util.List;

/// What the peer is to be told of paths, whichever path the packet takes: connection IDs, what is
/// given up, wishes, limits. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4
public final class PathNotices {
    private final Paths paths;
    private final PathCredit credit;
    private final Abandonments abandonments;
    private final BlockedReports blocked;

    /// What there is to tell of these.
    public PathNotices(
            Paths paths, PathCredit credit, Abandonments abandonments, BlockedReports blocked) {
        this.paths = paths;
        this.credit = credit;
        this.abandonments = abandonments;
        this.blocked = blocked;
    }

    /// Whether there is anything to tell.
    public boolean wantsToSend() {
        if (credit.wantsToSend() || abandonments.wantsToSend() || blocked.wantsToSend()) {
            return true;
        }
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (wantsToSend(known.get(i))) {
                return true;
            }
        }
        List<UnopenedPath> unopened = paths.unopened();
        for (int i = 0; i < unopened.size(); i++) {
            UnopenedPath each = unopened.get(i);
            if (each.issuedIds().wantsToSend() || each.peerIds().wantsToSend()) {
                return true;
            }
        }
        return false;
    }

    private static boolean wantsToSend(Path path) {
        return !path.life().isAbandoned()
                && (path.issuedIds().wantsToSend()
                        || path.peerIds().wantsToSend()
                        || path.status().wantsToSend());
    }

    /// Offers all of it until the packet is full.
    public void writeTo(FrameSink sink) {
        abandonments.writeTo(sink);
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (wantsToSend(known.get(i))) {
                write(known.get(i), sink);
            }
        }
        credit.writeTo(sink);
        List<UnopenedPath> unopened = paths.unopened();
        for (int i = 0; i < unopened.size(); i++) {
            unopened.get(i).issuedIds().writeTo(sink);
            unopened.get(i).peerIds().writeTo(sink);
        }
        blocked.writeTo(sink);
    }

    private static void write(Path path, FrameSink sink) {
        path.issuedIds().writeTo(sink);
        path.peerIds().writeTo(sink);
        StatusExchange status = path.status();
        if (status.wantsToSend()
                && sink.offer(
                        new PathStatusFrame(
                                path.id().value(), status.local(), status.sequenceNumber()))) {
            status.onSent();
        }
    }

    /// Silence on the only path: the peer may have given it up, and not know what we gave up.
    public void onProbe() {
        abandonments.repeat();
    }

    /// A frame of these kinds arrived.
    public void onAcked(SentFrame frame) {
        switch (frame.kind()) {
            case NEW_CONNECTION_ID -> {
                IssuedIds issued = paths.issuedIds(frame.id());
                if (issued != null) {
                    issued.onAcked(frame);
                }
            }
            case RETIRE_CONNECTION_ID -> {
                PeerIds peers = paths.peerIds(frame.id());
                if (peers != null) {
                    peers.onAcked(frame);
                }
            }
            case PATH_STATUS -> {
                Path path = paths.find(frame.id());
                if (path != null) {
                    path.status().onAcked(frame.offset());
                }
            }
            case PATH_ABANDON -> abandonments.onAcked(frame.id());
            case MAX_PATH_ID -> credit.onAcked(frame.offset());
            case PATHS_BLOCKED -> blocked.onPathsAcked(frame.offset());
            case PATH_CIDS_BLOCKED -> blocked.onConnectionIdsAcked(frame.id(), frame.offset());
            default -> throw new AssertionError(frame);
        }
    }

    /// A frame of these kinds was lost.
    public void onLost(SentFrame frame) {
        switch (frame.kind()) {
            case NEW_CONNECTION_ID -> {
                IssuedIds issued = paths.issuedIds(frame.id());
                if (issued != null) {
                    issued.onLost(frame);
                }
            }
            case RETIRE_CONNECTION_ID -> {
                PeerIds peers = paths.peerIds(frame.id());
                if (peers != null) {
                    peers.onLost(frame);
                }
            }
            case PATH_STATUS -> {
                Path path = paths.find(frame.id());
                if (path != null) {
                    path.status().onLost(frame.offset());
                }
            }
            case PATH_ABANDON -> abandonments.onLost(frame.id());
            case MAX_PATH_ID -> credit.onLost(frame.offset());
            case PATHS_BLOCKED -> blocked.onPathsLost(frame.offset());
            case PATH_CIDS_BLOCKED -> blocked.onConnectionIdsLost(frame.id(), frame.offset());
            default -> throw new AssertionError(frame);
        }
    }
}
