package dev.quoll.core.recovery;

/// The round-trip time of one route: its samples, smoothed. *Confined*. All times are nanoseconds.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-5 RFC 9002, section 5: Estimating the RTT
public final class RttEstimator {
    /// The round-trip time assumed before the first sample (RFC 9002 §6.2.2).
    public static final long INITIAL_NANOS = 333_000_000;

    /// What timers can be trusted to tell apart (RFC 9002 §6.1.2).
    public static final long GRANULARITY_NANOS = 1_000_000;

    /// For [#onSample]: the peer's delay counts in full, because the handshake is not confirmed.
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private boolean hasSample;
    private boolean minIsStale;
    private long latestNanos;
    private long minNanos;
    private long smoothedNanos;
    private long variationNanos;

    /// An estimator that assumes `initialNanos`, at least 1, until it has a sample.
    public RttEstimator(long initialNanos) {
        assert initialNanos > 0;
        smoothedNanos = initialNanos; // RFC 9002 §5.3
        variationNanos = initialNanos / 2;
    }

    /// Takes a sample: the largest packet newly acknowledged by an ACK frame which also newly
    /// acknowledged one that asked for it (RFC 9002 §5.1).
    ///
    /// @param sampleNanos from the sending of the packet to the arrival of the ACK frame
    /// @param ackDelayNanos how long the peer says it held the acknowledgment; 0 for Initial
    ///   packets
    /// @param maxAckDelayNanos the most of that to believe: the peer's `max_ack_delay` once the
    ///   handshake is confirmed, [#NO_LIMIT] before
    public void onSample(long sampleNanos, long ackDelayNanos, long maxAckDelayNanos) {
        latestNanos = Math.max(1, sampleNanos);
        if (!hasSample) {
            hasSample = true;
            minNanos = latestNanos;
            smoothedNanos = latestNanos;
            variationNanos = latestNanos / 2;
            return;
        }
        minNanos = minIsStale ? latestNanos : Math.min(minNanos, latestNanos); // RFC 9002 §5.2
        minIsStale = false;
        smooth(withoutDelay(Math.min(ackDelayNanos, maxAckDelayNanos)));
    }

    /// Persistent congestion was established: the route may have changed, so the next sample
    /// replaces the minimum (RFC 9002 §5.2).
    public void forgetMin() {
        minIsStale = true;
    }

    /// Whether there was a sample; before, the estimates are assumptions.
    public boolean hasSample() {
        return hasSample;
    }

    /// The latest sample; 0 before the first.
    public long latestNanos() {
        return latestNanos;
    }

    /// The smallest sample; 0 before the first.
    public long minNanos() {
        return minNanos;
    }

    /// The smoothed round-trip time, at least 1.
    public long smoothedNanos() {
        return smoothedNanos;
    }

    /// The mean deviation of the samples.
    public long variationNanos() {
        return variationNanos;
    }

    /// How long to wait for an acknowledgment before probing, without back-off (RFC 9002 §6.2.1).
    ///
    /// @param maxAckDelayNanos what the peer may hold an acknowledgment; 0 for Initial and
    ///   Handshake
    public long ptoNanos(long maxAckDelayNanos) {
        return smoothedNanos + Math.max(4 * variationNanos, GRANULARITY_NANOS) + maxAckDelayNanos;
    }

    /// The latest sample less the peer's delay, unless that made it smaller than the minimum.
    private long withoutDelay(long ackDelayNanos) {
        return latestNanos - minNanos >= ackDelayNanos ? latestNanos - ackDelayNanos : latestNanos;
    }

    private void smooth(long adjustedNanos) {
        variationNanos = (3 * variationNanos + Math.abs(smoothedNanos - adjustedNanos)) / 4;
        smoothedNanos = (7 * smoothedNanos + adjustedNanos) / 8;
    }
}
