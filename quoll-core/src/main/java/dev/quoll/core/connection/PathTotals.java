package dev.quoll.core.connection;

import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stats.Traffic;

/// What was counted over all paths, those that are forgotten included. *Confined*.
final class PathTotals {
    private Traffic sent = Traffic.NONE;
    private Traffic received = Traffic.NONE;
    private long packetsLost;
    private long bytesLost;

    /// A path is forgotten.
    void add(Path path) {
        PathStats last = path.stats();
        sent = sent.plus(last.sent());
        received = received.plus(last.received());
        packetsLost += last.packetsLost();
        bytesLost += last.bytesLost();
    }

    /// The totals with those of the paths that are known.
    PathTotals with(Paths paths) {
        PathTotals sum = new PathTotals();
        sum.sent = sent;
        sum.received = received;
        sum.packetsLost = packetsLost;
        sum.bytesLost = bytesLost;
        paths.known().forEach(sum::add);
        return sum;
    }

    Traffic sent() {
        return sent;
    }

    Traffic received() {
        return received;
    }

    long packetsLost() {
        return packetsLost;
    }

    long bytesLost() {
        return bytesLost;
    }
}
