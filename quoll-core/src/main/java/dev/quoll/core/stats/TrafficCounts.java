package dev.quoll.core.stats;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Counts the datagrams, bytes and frames of one direction of a path. *Confined*.
public final class TrafficCounts {
    private static final FrameKind[] KINDS = FrameKind.values();

    private long[] frames = {}; // as long as the last kind that was seen needs
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
        int index = kind.ordinal();
        if (index >= frames.length) {
            frames = Arrays.copyOf(frames, index + 1);
        }
        frames[index]++;
    }

    /// Bytes of UDP payload so far.
    public long bytes() {
        return bytes;
    }

    /// A copy of the counts.
    public Traffic snapshot() {
        Map<FrameKind, Long> copy = new EnumMap<>(FrameKind.class);
        for (int index = 0; index < frames.length; index++) {
            if (frames[index] > 0) {
                copy.put(KINDS[index], frames[index]);
            }
        }
        return new Traffic(datagrams, bytes, Map.copyOf(copy));
    }
}
