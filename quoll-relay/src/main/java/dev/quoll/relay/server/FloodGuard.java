package dev.quoll.relay.server;

/// Tells a peer that sends too much for a moment, and slows down by what it loses, from one that
/// does not care. *Confined* to the thread of its [PacketPump].
final class FloodGuard {
    /// So many packets a second may be lost besides four times the rate.
    static final long TOLERATED_PER_SECOND = 20_000;

    private static final double NANOS = 1e9;

    private final long mostPerSecond;
    private long lostBefore;
    private long lookedNanos;

    FloodGuard(long packetsPerSecond, long nowNanos) {
        mostPerSecond = TOLERATED_PER_SECOND + 4 * packetsPerSecond;
        lookedNanos = nowNanos;
    }

    /// Whether the peer has lost too much since the last look; to be asked every second or less
    /// often.
    ///
    /// @param lost packets over the rate that were thrown away, in all
    boolean isFlood(long lost, long nowNanos) {
        double seconds = Math.max(1, (nowNanos - lookedNanos) / NANOS);
        boolean isFlood = lost - lostBefore > mostPerSecond * seconds;
        lostBefore = lost;
        lookedNanos = nowNanos;
        return isFlood;
    }
}
