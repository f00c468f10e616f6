package dev.quoll;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.PathStats;

import java.util.List;

/// How a connection ended. Immutable.
///
/// @param cause why it ended
/// @param stats what was counted over its life
/// @param paths the figures of each path that was not forgotten before, by their numbers
public record Closed(CloseCause cause, ConnectionStats stats, List<PathStats> paths) {
    public Closed {
        paths = List.copyOf(paths);
    }
}
