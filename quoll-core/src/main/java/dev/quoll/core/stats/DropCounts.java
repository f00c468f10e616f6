package dev.quoll.core.stats;

import java.util.EnumMap;
import java.util.Map;

/// Counts dropped datagrams and packets by reason. *Confined*.
public final class DropCounts {
    private static final DropReason[] REASONS = DropReason.values();
    private static final long[] NONE = {};

    private long[] counts = NONE; // most connections drop nothing

    /// Nothing has been dropped yet.
    public DropCounts() {}

    /// One more was dropped.
    public void add(DropReason reason) {
        if (counts.length == 0) {
            counts = new long[REASONS.length];
        }
        counts[reason.ordinal()]++;
    }

    /// How many were dropped for `reason`.
    public long of(DropReason reason) {
        return counts.length == 0 ? 0 : counts[reason.ordinal()];
    }

    /// A copy with the reasons that occurred.
    public Map<DropReason, Long> snapshot() {
        Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        for (DropReason reason : REASONS) {
            if (of(reason) > 0) {
                copy.put(reason, of(reason));
            }
        }
        return Map.copyOf(copy);
    }
}
