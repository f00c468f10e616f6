package dev.quoll;

import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.driver.PathProgress;

import java.util.Optional;

/// A handle of a path that does not keep the path's connection alive. *Thread-safe*.
public final class WeakPathHandle {
    private final WeakConnectionHandle connection;
    private final PathProgress progress;

    WeakPathHandle(Connection connection, PathProgress progress) {
        this.connection = connection.weakHandle();
        this.progress = progress;
    }

    /// The path's number.
    public PathId id() {
        return progress.id();
    }

    /// The path, unless nothing else held on to its connection.
    public Optional<Path> upgrade() {
        return connection.upgrade().map(alive -> new Path(alive, progress));
    }

    /// What was counted and estimated on the path, the last figures if it is closed; empty if the
    /// connection went before the path.
    public Optional<PathStats> stats() {
        return upgrade().map(Path::stats).or(progress::lastStats);
    }
}
