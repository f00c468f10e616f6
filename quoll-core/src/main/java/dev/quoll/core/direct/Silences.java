package dev.quoll.core.direct;

import dev.quoll.core.connection.PathView;
import dev.quoll.core.id.PathId;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Since when paths do not answer. Data leaves a path at once that does not; that it is dead is
/// concluded when this lasts. *Confined*.
final class Silences {
    /// No deadline.
    static final long NEVER = Long.MAX_VALUE;

    /// Silence after which a path is not counted on.
    static final long DEAD_NANOS = 2_000_000_000;

    private final Map<PathId, Long> since = new HashMap<>();

    /// Those of the paths that work, as far as is known.
    List<PathView> working(List<PathView> paths, long nowNanos) {
        since.keySet().retainAll(paths.stream().map(PathView::id).toList());
        return paths.stream().filter(each -> isWorking(each, nowNanos)).toList();
    }

    private boolean isWorking(PathView path, long nowNanos) {
        return switch (path.health()) {
            case TRIED -> false;
            case WORKING -> {
                since.remove(path.id());
                yield true;
            }
            case SILENT -> nowNanos - since.computeIfAbsent(path.id(), _ -> nowNanos) < DEAD_NANOS;
        };
    }

    /// When a silent path counts as dead.
    long deadlineNanos(long nowNanos) {
        return since.values().stream()
                .mapToLong(began -> began + DEAD_NANOS)
                .filter(end -> end > nowNanos)
                .min()
                .orElse(NEVER);
    }
}
