package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// HyStart++: ends the first slow start when round trips take longer, which a queue that begins to
/// fill does, and not only when the queue is full. Since jitter looks the same at first, slow start
/// goes on at a quarter of its pace for a while, and in full when the delay was none. *Confined*.
///
/// Packets are paced, so the window grows by whatever is acknowledged (`L` of the RFC is infinite).
///
/// @spec https://www.rfc-editor.org/rfc/rfc9406 RFC 9406: HyStart++
final class HyStart {
    // RFC 9406 §4.3
    private static final long MIN_RISE_NANOS = 4_000_000;
    private static final long MAX_RISE_NANOS = 16_000_000;
    private static final int RTT_DIVISOR = 8;
    private static final int SAMPLES = 8;
    private static final int GROWTH_DIVISOR = 4;
    private static final int CONSERVATIVE_ROUNDS = 5;

    private static final long NONE = Long.MAX_VALUE;

    /// A round ends when something is acknowledged that was sent after so much was delivered.
    private long roundDelivered;

    private long lastRoundMinNanos = NONE;
    private long roundMinNanos = NONE;
    private int samples;

    /// The smallest round-trip time of the round in which it rose; [#NONE] in plain slow start.
    private long baselineNanos = NONE;

    private int conservativeRounds;

    /// How much bytes acknowledged widen the window.
    double growth(int bytes) {
        return isConservative() ? (double) bytes / GROWTH_DIVISOR : bytes;
    }

    /// Whether the round-trip time has risen lately.
    boolean isConservative() {
        return baselineNanos != NONE;
    }

    /// An ACK frame was processed.
    ///
    /// @return whether slow start is over
    boolean onSample(RateSample sample) {
        if (sample.priorDelivered() >= roundDelivered) {
            beginRound(sample.totalDelivered());
        }
        if (sample.rttNanos() != RateSample.NO_RTT) {
            roundMinNanos = Math.min(roundMinNanos, sample.rttNanos());
            samples++;
        }
        if (samples >= SAMPLES) {
            judge();
        }
        return isConservative() && conservativeRounds >= CONSERVATIVE_ROUNDS;
    }

    private void beginRound(long totalDelivered) {
        roundDelivered = totalDelivered;
        lastRoundMinNanos = roundMinNanos;
        roundMinNanos = NONE;
        samples = 0;
        conservativeRounds++;
    }

    private void judge() {
        if (isConservative()) {
            if (roundMinNanos < baselineNanos) {
                baselineNanos = NONE; // it was jitter
            }
        } else if (lastRoundMinNanos != NONE && roundMinNanos >= lastRoundMinNanos + rise()) {
            baselineNanos = roundMinNanos;
            conservativeRounds = 0;
        }
    }

    private long rise() {
        return Math.clamp(lastRoundMinNanos / RTT_DIVISOR, MIN_RISE_NANOS, MAX_RISE_NANOS);
    }
}
