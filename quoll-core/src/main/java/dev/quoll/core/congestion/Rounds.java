package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// Counts round trips by what is acknowledged, not by the clock: one is over when a packet arrives
/// that was sent after it began. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.5.1
final class Rounds {
    private long nextDelivered;
    private long count;
    private boolean isStart;

    /// An ACK frame was processed.
    void onSample(RateSample sample) {
        isStart = sample.priorDelivered() >= nextDelivered;
        if (isStart) {
            count++;
            restart(sample.totalDelivered());
        }
    }

    /// Begins a round now.
    void restart(long totalDelivered) {
        nextDelivered = totalDelivered;
    }

    /// Whether the last ACK frame was the first of a round.
    boolean isStart() {
        return isStart;
    }

    /// How many rounds are over.
    long count() {
        return count;
    }
}
