package dev.quoll.core.direct;

import dev.quoll.core.connection.PathView;
import dev.quoll.core.id.PathId;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which of the direct paths carries the data: the first that works, until another has been there
/// for a second and is clearly faster. The others are not needed once they have been there for so
/// long. *Confined*.
final class PathChoice {
    /// No deadline.
    static final long NEVER = Long.MAX_VALUE;

    /// How long a path is measured, and the former choice kept for what is under way on it.
    static final long TRIAL_NANOS = 1_000_000_000;

    /// A faster path must save a quarter of the round trip, and so much at least.
    static final long LEAST_GAIN_NANOS = 3_000_000;

    private final Map<PathId, Long> standbySince = new HashMap<>();
    private @Nullable PathId chosen;

    /// Chooses among the direct paths that work.
    void look(List<PathView> working, long nowNanos) {
        List<PathId> ids = working.stream().map(PathView::id).toList();
        standbySince.keySet().retainAll(ids);
        Optional<PathView> present =
                working.stream().filter(each -> each.id().equals(chosen)).findFirst();
        if (present.isEmpty()) {
            fastest(working).ifPresentOrElse(it -> choose(it.id()), () -> chosen = null);
        } else {
            fastest(working.stream().filter(each -> isTried(each.id(), nowNanos)).toList())
                    .filter(best -> isClearlyFaster(best, present.get()))
                    .ifPresent(best -> choose(best.id()));
        }
        for (PathId each : ids) {
            if (!each.equals(chosen)) {
                standbySince.putIfAbsent(each, nowNanos);
            }
        }
    }

    /// The path that carries the data, if a direct one does.
    Optional<PathId> chosen() {
        return Optional.ofNullable(chosen);
    }

    /// Those of the working paths that were not chosen though they had their time.
    List<PathView> surplus(List<PathView> working, long nowNanos) {
        return working.stream()
                .filter(each -> !each.id().equals(chosen) && isTried(each.id(), nowNanos))
                .sorted(Comparator.comparingLong(PathView::rttNanos))
                .toList();
    }

    /// When the next path has had its time.
    long deadlineNanos(long nowNanos) {
        return standbySince.values().stream()
                .mapToLong(since -> since + TRIAL_NANOS)
                .filter(end -> end > nowNanos)
                .min()
                .orElse(NEVER);
    }

    private void choose(PathId id) {
        chosen = id;
        standbySince.remove(id);
    }

    private boolean isTried(PathId id, long nowNanos) {
        Long since = standbySince.get(id);
        return since != null && nowNanos - since >= TRIAL_NANOS;
    }

    private static Optional<PathView> fastest(List<PathView> paths) {
        return paths.stream().min(Comparator.comparingLong(PathView::rttNanos));
    }

    private static boolean isClearlyFaster(PathView one, PathView other) {
        long gainNanos = other.rttNanos() - one.rttNanos();
        return gainNanos >= Math.max(LEAST_GAIN_NANOS, other.rttNanos() / 4);
    }
}
