package dev.quoll.core.multipath;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathsBlockedFrame;

import java.util.Map;
import java.util.TreeMap;

/// What keeps us from opening a path, for the peer to know: no path ID, or no connection ID.
/// *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.7
public final class BlockedReports {
    private final ReliableValue paths = new ReliableValue();

    /// By path ID; of paths that are allowed, so there are few.
    private final Map<Long, ReliableValue> connectionIds = new TreeMap<>();

    /// Nothing is blocked.
    public BlockedReports() {}

    /// There is no path ID left. Reported once for a limit.
    public void onNoPathId(long peersMaximum) {
        if (!paths.isRequested() || paths.value() != peersMaximum) {
            paths.request(peersMaximum);
        }
    }

    /// There is no connection ID for a path. Reported once for a path and number.
    ///
    /// @param next the sequence number of the ID that is missing
    public void onNoConnectionId(long pathId, long next) {
        ReliableValue report = connectionIds.computeIfAbsent(pathId, _ -> new ReliableValue());
        if (!report.isRequested() || report.value() != next) {
            report.request(next);
        }
    }

    /// There is a connection ID, or the path is not wanted any more.
    public void onUnblocked(long pathId) {
        connectionIds.remove(pathId);
    }

    /// Whether there is something to report.
    public boolean wantsToSend() {
        return paths.isWanted()
                || !connectionIds.isEmpty()
                        && connectionIds.values().stream().anyMatch(ReliableValue::isWanted);
    }

    /// Offers PATHS_BLOCKED and PATH_CIDS_BLOCKED.
    public void writeTo(FrameSink sink) {
        if (paths.isWanted() && sink.offer(new PathsBlockedFrame(paths.value()))) {
            paths.onSent();
        }
        if (!connectionIds.isEmpty()) {
            connectionIds.forEach((id, report) -> write(id, report, sink));
        }
    }

    private static void write(long pathId, ReliableValue report, FrameSink sink) {
        if (report.isWanted() && sink.offer(new PathCidsBlockedFrame(pathId, report.value()))) {
            report.onSent();
        }
    }

    /// PATHS_BLOCKED arrived.
    public void onPathsAcked(long maximum) {
        paths.onAcked(maximum);
    }

    /// PATHS_BLOCKED was lost.
    public void onPathsLost(long maximum) {
        paths.onLost(maximum);
    }

    /// PATH_CIDS_BLOCKED arrived.
    public void onConnectionIdsAcked(long pathId, long next) {
        ReliableValue report = connectionIds.get(pathId);
        if (report != null) {
            report.onAcked(next);
        }
    }

    /// PATH_CIDS_BLOCKED was lost.
    public void onConnectionIdsLost(long pathId, long next) {
        ReliableValue report = connectionIds.get(pathId);
        if (report != null) {
            report.onLost(next);
        }
    }
}
