package dev.quoll.core.stats;

import java.util.EnumMap;
import java.util.Map;

/// Counts dropped datagrams and packets by reason. *Confined*.
public final class DropCounts {
    private final long[] counts = new long[DropReason.values().length];

    /// Nothing has been dropped yet.
    public DropCounts() {}

    /// One more was dropped.
    public void add(DropReason reason) {
        counts[reason.ordinal()]++;
    }

    /// How many were dropped for `reason`.
    public long of(DropReason reason) {
        return counts[reason.ordinal()];
    }

    /// A copy with the reasons that occurred.
    public Map<DropReason, Long> snapshot() {
        Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (of(reason) > 0) {
                copy.put(reason, of(reason));
            }
        }
        return Map.copyOf(copy);
    }
}
