package dev.quoll.interop.relay;

import java.time.Duration;

/// How fast a link is. *Immutable*.
///
/// @param delay of every datagram, one way
/// @param bitsPerSecond of IP packets; 0 for no limit
/// @param queue IP packets that may wait for their turn; the next is lost
public record Pace(Duration delay, long bitsPerSecond, int queue) {
    private static final int USUAL_QUEUE = 25;

    /// Passes everything at once.
    public static final Pace IDEAL = new Pace(Duration.ZERO, 0, USUAL_QUEUE);

    /// What most cases have: 15 ms each way, 10 Mbit/s, a queue of 25 packets.
    public static final Pace USUAL = new Pace(Duration.ofMillis(15), 10_000_000, USUAL_QUEUE);

    public Pace {
        if (delay.isNegative() || bitsPerSecond < 0 || queue < 1) {
            throw new IllegalArgumentException(delay + ", " + bitsPerSecond + ", " + queue);
        }
    }

    /// With another delay.
    public Pace delayed(Duration oneWay) {
        return new Pace(oneWay, bitsPerSecond, queue);
    }
}
