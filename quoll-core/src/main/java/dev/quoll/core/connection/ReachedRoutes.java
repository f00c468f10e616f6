package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;

import java.util.ArrayList;
import java.util.List;

/// Routes over which a server is reached through address translators, until paths lead over them.
/// *Confined*.
final class ReachedRoutes {
    private final PathOpener opener;
    private final List<FourTuple> toOpen = new ArrayList<>();

    ReachedRoutes(PathOpener opener) {
        this.opener = opener;
    }

    /// The server is reached over a route.
    void add(FourTuple route, long nowNanos) {
        if (!toOpen.contains(route)) {
            toOpen.add(route);
        }
        onProgress(nowNanos);
    }

    /// Paths may be had now that could not be had before.
    void onProgress(long nowNanos) {
        if (!toOpen.isEmpty()) {
            toOpen.removeIf(route -> !isToBeOpenedLater(route, nowNanos));
        }
    }

    private boolean isToBeOpenedLater(FourTuple route, long nowNanos) {
        return opener.openEnsure(route, PathStatus.BACKUP, nowNanos)
                        instanceof PathOpening.Failed(PathFailure failure)
                && (failure == PathFailure.MAX_PATH_ID_REACHED
                        || failure == PathFailure.REMOTE_CIDS_EXHAUSTED);
    }
}
