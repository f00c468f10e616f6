package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// The highest rate of delivery in this and the last cycle of looking for bandwidth, in bytes per
/// second. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.5.5
final class MaxBandwidth {
    private double lastCycle;
    private double thisCycle;

    double value() {
        return Math.max(lastCycle, thisCycle);
    }

    /// An ACK frame was processed. The rate of an application that sends little says nothing of the
    /// network, unless it is higher than all.
    void onSample(RateSample sample) {
        if (sample.deliveryRate() >= value() || !sample.isAppLimited()) {
            thisCycle = Math.max(thisCycle, sample.deliveryRate());
        }
    }

    /// A cycle is over; one without samples does not count.
    void advance() {
        if (thisCycle > 0) {
            lastCycle = thisCycle;
            thisCycle = 0;
        }
    }
}
