package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What is done when the network below the socket has changed: paths that may still work are asked
/// at once whether they do, others are given up, and a client opens new ones in their place.
/// *Confined*.
final class NetworkChange {
    /// A path that is given up as soon as another works.
    private record Replacement(Path former, Path by) {}

    private final Side side;
    private final Paths paths;
    private final PathOpener opener;
    private final PathCloser closer;
    private final Migration migration;
    private final List<Replacement> replacements = new ArrayList<>();

    NetworkChange(
            Side side, Paths paths, PathOpener opener, PathCloser closer, Migration migration) {
        this.side = side;
        this.paths = paths;
        this.opener = opener;
        this.closer = closer;
        this.migration = migration;
    }

    /// The network has changed, and nobody says what still works: a client that may have several
    /// paths begins new ones, anybody else hopes.
    void onChange(long nowNanos) throws TransportException {
        boolean mayReplace = side == Side.CLIENT && opener.isActive();
        onChange(_ -> !mayReplace, nowNanos);
    }

    /// The network has changed.
    ///
    /// @param mayRecover whether a route may still work
    void onChange(Predicate<FourTuple> mayRecover, long nowNanos) throws TransportException {
        for (Path each : List.copyOf(paths.known())) {
            if (each.life().isAbandoned() || isReplaced(each)) {
                continue;
            }
            boolean isKept = !opener.isActive() || mayRecover.test(each.route().fourTuple());
            if (isKept || !replace(each, nowNanos)) {
                migration.onNetworkChanged(each);
            }
        }
    }

    /// Something has happened: a path that was to replace another may work now.
    void onProgress(long nowNanos) {
        if (replacements.isEmpty()) {
            return;
        }
        for (Replacement each : List.copyOf(replacements)) {
            if (each.by().life().isOpen()) {
                giveUp(each.former(), nowNanos);
            }
        }
        replacements.removeIf(
                each -> each.by().life().isAbandoned() || each.former().life().isAbandoned());
    }

    /// @return whether the path is given up, or will be
    private boolean replace(Path path, long nowNanos) {
        if (side == Side.SERVER) {
            boolean isSpare = paths.hasOtherOpen(path);
            if (isSpare) {
                giveUp(path, nowNanos);
            }
            return isSpare;
        }
        // not from the address that it had, which may be gone
        FourTuple route = FourTuple.to(path.route().fourTuple().remote());
        if (!(opener.open(route, path.status().local(), nowNanos)
                instanceof PathOpening.Begun(var id))) {
            return false;
        }
        Path by = paths.find(id.value());
        if (by != null) {
            replacements.add(new Replacement(path, by));
        }
        return by != null;
    }

    private boolean isReplaced(Path path) {
        return replacements.stream().anyMatch(each -> each.former() == path);
    }

    private void giveUp(Path path, long nowNanos) {
        if (!path.life().isAbandoned()) {
            closer.abandon(
                    path,
                    new AbandonReason.UnusableAfterNetworkChange(),
                    PathErrorCode.PATH_UNSTABLE_OR_POOR.code(),
                    nowNanos);
        }
    }
}
