package dev.quoll.core.multipath;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.id.PathId;

/// Which path IDs each side allows. Ours grow by one for every path that is forgotten, so that the
/// number of paths at a time stays the same. What the peer was not told yet it may not use, or one
/// packet of guesses would use up any number of paths. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.6
public final class PathCredit {
    private static final long NONE = -1;

    private final ReliableValue announcement = new ReliableValue();
    private long ours;
    private long told;
    private long peers = NONE;
    private long peersAtFirst = NONE;

    /// @param maxPaths how many paths we keep at a time, 0 for no multipath
    public PathCredit(int maxPaths) {
        ours = maxPaths - 1L;
        told = ours;
    }

    /// The highest path ID that we allow, at first the value of our transport parameter; -1 without
    /// multipath.
    public long ours() {
        return ours;
    }

    /// The highest path ID the peer allows, -1 without multipath.
    public long peers() {
        return peers;
    }

    /// The peer's transport parameter.
    public void onPeerParameter(long maximumPathId) {
        peers = maximumPathId;
        peersAtFirst = maximumPathId;
    }

    /// Whether both sides speak multipath.
    public boolean isNegotiated() {
        return ours != NONE && peers != NONE;
    }

    /// The highest path ID that both allow, -1 without multipath.
    public long both() {
        return Math.min(ours, peers);
    }

    /// Whether it is the peer that allows no more than [#both].
    public boolean isPeersLimit() {
        return peers <= ours;
    }

    /// MAX_PATH_ID came.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if it is less than what the peer began with
    public void onMaxPathId(long maximumPathId) throws TransportException {
        if (maximumPathId < peersAtFirst || maximumPathId > PathId.MAX_VALUE) {
            throw violation("MAX_PATH_ID " + maximumPathId + " after " + peersAtFirst);
        }
        peers = Math.max(peers, maximumPathId);
    }

    /// The peer names a path in a frame.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if it was not told that we allow it
    public void check(long pathId) throws TransportException {
        if (pathId > told) { // multipath §4
            throw violation("path " + pathId + " where " + told + " is the highest allowed");
        }
    }

    /// A path is forgotten: there may be another.
    public void onDiscarded() {
        if (ours < PathId.MAX_VALUE) {
            ours++;
            announcement.request(ours);
        }
    }

    /// Whether the peer does not know what we allow.
    public boolean wantsToSend() {
        return announcement.isWanted();
    }

    /// Offers MAX_PATH_ID.
    public void writeTo(FrameSink sink) {
        if (announcement.isWanted() && sink.offer(new MaxPathIdFrame(announcement.value()))) {
            announcement.onSent();
            told = announcement.value();
        }
    }

    /// MAX_PATH_ID arrived.
    public void onAcked(long maximumPathId) {
        announcement.onAcked(maximumPathId);
    }

    /// MAX_PATH_ID was lost.
    public void onLost(long maximumPathId) {
        announcement.onLost(maximumPathId);
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
