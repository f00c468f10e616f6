package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// Tells whether the network delivers all it can: the sender tried to be faster for three rounds,
/// and was not by a quarter. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.3.1.2
final class FullPipe {
    private static final double GROWTH = 1.25;
    private static final int ROUNDS = 3;

    private double baseline;
    private int count;
    private boolean isFull;
    private boolean wasFull;

    /// Begins to look anew.
    ///
    /// @param deliveryRate bytes per second that are no news, 0 if any are
    void reset(double deliveryRate) {
        baseline = deliveryRate;
        count = 0;
        isFull = false;
    }

    /// An ACK frame was processed.
    void onSample(RateSample sample, Rounds rounds) {
        if (isFull || !rounds.isStart() || sample.isAppLimited()) {
            return;
        }
        if (sample.deliveryRate() >= baseline * GROWTH) {
            reset(sample.deliveryRate());
            return;
        }
        count++;
        if (count >= ROUNDS) {
            markFull();
        }
    }

    /// Losses have shown that the network delivers all it can.
    void markFull() {
        isFull = true;
        wasFull = true;
    }

    /// That it ever did was an error.
    void forget() {
        wasFull = false;
    }

    /// Whether it does, as far as known since the last [#reset].
    boolean isFull() {
        return isFull;
    }

    /// Whether it ever did.
    boolean wasFull() {
        return wasFull;
    }
}
