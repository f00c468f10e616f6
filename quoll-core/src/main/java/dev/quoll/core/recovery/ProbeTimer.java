package dev.quoll.core.recovery;

/// When to probe because nothing is acknowledged: the probe timeout and its back-off, one for all
/// packet number spaces of a path. *Confined*. Which space to probe, and whether a client must
/// probe with nothing in flight (RFC 9002 §6.2.2.1), is the caller's to decide.
///
/// The interval is cut at a cap, so that a path that comes back is noticed in time, and that one
/// answer that took seconds does not make every loss of a handshake cost three times as long; never
/// below 1.5 round trips and what the peer may hold an acknowledgment. A round trip is here the
/// smaller of the smoothed one and the latest: one late answer weighs on the smoothed one through
/// dozens of prompt ones.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6.2 RFC 9002, section 6.2: Probe Timeout
public final class ProbeTimer {
    /// No deadline; as a cap, none.
    public static final long NEVER = Long.MAX_VALUE;

    /// The cap unless it is set otherwise.
    public static final long DEFAULT_MAX_INTERVAL_NANOS = 2_000_000_000;

    private static final int MAX_DOUBLINGS = 16;

    private long maxIntervalNanos;
    private int count;

    /// When the last probe was due; the next wait never begins before, even if no probe could be
    /// sent.
    private long firedNanos;

    /// A timer whose back-off is cut at `maxIntervalNanos`, or not at all with [#NEVER].
    public ProbeTimer(long maxIntervalNanos) {
        this.maxIntervalNanos = maxIntervalNanos;
    }

    /// The cap.
    public long maxIntervalNanos() {
        return maxIntervalNanos;
    }

    /// Lowers the cap, since a short idle timeout leaves less time; a timer without one has none.
    public void capIntervalNanos(long mostNanos) {
        if (maxIntervalNanos != NEVER) {
            maxIntervalNanos = Math.min(maxIntervalNanos, mostNanos);
        }
    }

    /// The deadline passed: a probe is due, and the next wait, which begins now, is twice as long.
    public void onTimeout(long nowNanos) {
        count++;
        firedNanos = nowNanos;
    }

    /// An acknowledgment came, or keys were dropped: the back-off ends (RFC 9002 §6.2.1, §6.2.2).
    public void reset() {
        count = 0;
        firedNanos = 0;
    }

    /// Whether a packet was sent since the last probe was due, or none was.
    public boolean isAfterLast(long sentNanos) {
        return count == 0 || sentNanos >= firedNanos;
    }

    /// How many probe timeouts have passed since anything was acknowledged.
    public int count() {
        return count;
    }

    /// When to probe.
    ///
    /// @param sinceNanos when the last packet that asks for an acknowledgment was sent
    /// @param maxAckDelayNanos what the peer may hold an acknowledgment; 0 for Initial and
    ///   Handshake
    public long deadlineNanos(long sinceNanos, RttEstimator rtt, long maxAckDelayNanos) {
        return saturatedSum(Math.max(sinceNanos, firedNanos), intervalNanos(rtt, maxAckDelayNanos));
    }

    /// How long to wait, back-off and cap included.
    public long intervalNanos(RttEstimator rtt, long maxAckDelayNanos) {
        long ptoNanos = rtt.ptoNanos(maxAckDelayNanos);
        int doublings = Math.min(count, MAX_DOUBLINGS);
        long doubledNanos = ptoNanos > NEVER >> doublings ? NEVER : ptoNanos << doublings;
        long roundTripNanos = roundTripNanos(rtt);
        long slowNanos = roundTripNanos + roundTripNanos / 2 + maxAckDelayNanos;
        return Math.min(doubledNanos, Math.max(maxIntervalNanos, slowNanos));
    }

    private static long roundTripNanos(RttEstimator rtt) {
        return rtt.hasSample()
                ? Math.min(rtt.smoothedNanos(), rtt.latestNanos())
                : rtt.smoothedNanos();
    }

    private static long saturatedSum(long a, long b) {
        return a > NEVER - b ? NEVER : a + b;
    }
}
