package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// What BBR bears in mind of losses until it looks for bandwidth again: once per round trip with
/// losses, rate and bytes in flight are bounded by what was delivered in it, and fall by three
/// tenths at most. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.5.10.3
final class ShortTermBounds {
    /// No bound.
    static final double NONE = Double.POSITIVE_INFINITY;

    private double bandwidth = NONE;
    private double inflight = NONE;
    private double priorBandwidth = NONE;
    private double priorInflight = NONE;

    // the largest of a round trip
    private double latestBandwidth;
    private double latestDelivered;

    private long roundDelivered;
    private boolean isRoundStart;
    private boolean hasLoss;

    /// An ACK frame was processed.
    void onSample(RateSample sample) {
        latestBandwidth = Math.max(latestBandwidth, sample.deliveryRate());
        latestDelivered = Math.max(latestDelivered, (double) sample.delivered());
        isRoundStart = sample.priorDelivered() >= roundDelivered;
        if (isRoundStart) {
            roundDelivered = sample.totalDelivered();
        }
    }

    /// The end of what an ACK frame causes: the next round trip begins with it.
    void advance(RateSample sample) {
        if (isRoundStart) {
            latestBandwidth = sample.deliveryRate();
            latestDelivered = sample.delivered();
        }
    }

    /// A packet was lost or marked.
    ///
    /// @return whether it is the first of the round trip, whose end is put off by it
    boolean onLoss(long totalDelivered) {
        boolean isFirst = !hasLoss;
        if (isFirst) {
            roundDelivered = totalDelivered;
            priorBandwidth = bandwidth;
            priorInflight = inflight;
        }
        hasLoss = true;
        return isFirst;
    }

    /// Whether a round trip of losses is over.
    boolean isRoundStart() {
        return isRoundStart;
    }

    /// Bounds what is sent if something was lost in the round trip that is over.
    void adapt(double maxBandwidth, double window) {
        if (hasLoss) {
            double boundedBandwidth = bandwidth == NONE ? maxBandwidth : bandwidth;
            double boundedInflight = inflight == NONE ? window : inflight;
            bandwidth = Math.max(latestBandwidth, Bbr.BETA * boundedBandwidth);
            inflight = Math.max(latestDelivered, Bbr.BETA * boundedInflight);
        }
    }

    /// The losses of the round trip that is over are dealt with.
    void forgetLosses() {
        hasLoss = false;
    }

    /// Nothing of the round trip so far counts.
    void resetSignals() {
        hasLoss = false;
        latestBandwidth = 0;
        latestDelivered = 0;
    }

    /// There is no bound any more.
    void reset() {
        bandwidth = NONE;
        inflight = NONE;
    }

    /// The losses were none.
    void undo() {
        hasLoss = false;
        bandwidth = Math.max(bandwidth, priorBandwidth);
        inflight = Math.max(inflight, priorInflight);
    }

    /// Bytes per second, or [#NONE].
    double bandwidth() {
        return bandwidth;
    }

    /// Bytes in flight, or [#NONE].
    double inflight() {
        return inflight;
    }

    /// The most bytes delivered in a round trip lately.
    double latestDelivered() {
        return latestDelivered;
    }
}
