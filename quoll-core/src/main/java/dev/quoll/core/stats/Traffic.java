package dev.quoll.core.stats;

import java.util.EnumMap;
import java.util.Map;

/// What went one way. Immutable.
///
/// @param datagrams UDP datagrams
/// @param bytes UDP payload, in bytes
/// @param frames how often each kind of frame occurred; kinds that never did are absent
public record Traffic(long datagrams, long bytes, Map<FrameKind, Long> frames) {
    /// Nothing yet.
    public static final Traffic NONE = new Traffic(0, 0, Map.of());

    /// How often `kind` occurred.
    public long frames(FrameKind kind) {
        return frames.getOrDefault(kind, 0L);
    }

    /// This and `other` together.
    public Traffic plus(Traffic other) {
        Map<FrameKind, Long> sum = new EnumMap<>(FrameKind.class);
        sum.putAll(frames);
        other.frames.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new Traffic(datagrams + other.datagrams, bytes + other.bytes, Map.copyOf(sum));
    }
}
