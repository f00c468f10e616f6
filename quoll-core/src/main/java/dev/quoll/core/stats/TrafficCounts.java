package dev.quoll.core.stats;

import java.util.EnumMap;
import java.util.Map;

/// Counts the datagrams, bytes and frames of one direction of a path. *Confined*.
public final class TrafficCounts {
    private final long[] frames = new long[FrameKind.values().length];
    private long datagrams;
    private long bytes;

    /// Nothing has gone by yet.
    public TrafficCounts() {}

    /// A datagram of `length` bytes of UDP payload went by.
    public void onDatagram(int length) {
        datagrams++;
        bytes += length;
    }

    /// A frame went by.
    public void onFrame(FrameKind kind) {
        frames[kind.ordinal()]++;
    }

    /// Bytes of UDP payload so far.
    public long bytes() {
        return bytes;
    }

    /// A copy of the counts.
    public Traffic snapshot() {
        Map<FrameKind, Long> copy = new EnumMap<>(FrameKind.class);
        for (FrameKind kind : FrameKind.values()) {
            if (frames[kind.ordinal()] > 0) {
                copy.put(kind, frames[kind.ordinal()]);
            }
        }
        return new Traffic(datagrams, bytes, Map.copyOf(copy));
    }
}
