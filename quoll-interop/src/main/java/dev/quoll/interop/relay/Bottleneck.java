package dev.quoll.interop.relay;

import java.util.ArrayDeque;
import java.util.Queue;

/// A line of limited rate with a queue before it that drops what finds it full. *Confined*.
final class Bottleneck {
    /// The queue is full.
    static final long DROPPED = Long.MAX_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Pace pace;

    /// When each of those that wait is out; the first of them is on the line.
    private final Queue<Long> departures = new ArrayDeque<>();

    private long lastDeparture;

    Bottleneck(Pace pace) {
        this.pace = pace;
    }

    /// When an IP packet that comes now is out, or [#DROPPED].
    long departure(int length, long nowNanos) {
        if (pace.bitsPerSecond() == 0) {
            return nowNanos;
        }
        while (!departures.isEmpty() && departures.element() <= nowNanos) {
            departures.remove();
        }
        if (departures.size() > pace.queue()) {
            return DROPPED;
        }
        double bits = 8.0 * length;
        lastDeparture =
                Math.max(nowNanos, lastDeparture)
                        + Math.round(bits / pace.bitsPerSecond() * NANOS_PER_SECOND);
        departures.add(lastDeparture);
        return lastDeparture;
    }
}
