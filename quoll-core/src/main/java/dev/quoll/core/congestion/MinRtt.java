package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// The round-trip time without a queue: the smallest of some seconds, and when it is time to empty
/// the queue in order to measure it again. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.3.4.3
final class MinRtt {
    /// The answer of [#nanos] before the first sample.
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final long FILTER_NANOS = 10_000_000_000L;
    private static final long PROBE_INTERVAL_NANOS = 5_000_000_000L;

    private long nanos = UNKNOWN;
    private long foundNanos;
    private long recentNanos = UNKNOWN;
    private long recentFoundNanos;
    private boolean isProbeDue;

    /// An ACK frame was processed.
    void onSample(RateSample sample) {
        long nowNanos = sample.nowNanos();
        isProbeDue = recentNanos != UNKNOWN && nowNanos > recentFoundNanos + PROBE_INTERVAL_NANOS;
        if (sample.rttNanos() != RateSample.NO_RTT
                && (sample.rttNanos() < recentNanos || isProbeDue)) {
            recentNanos = sample.rttNanos();
            recentFoundNanos = nowNanos;
        }
        if (recentNanos < nanos || nowNanos > foundNanos + FILTER_NANOS) {
            nanos = recentNanos;
            foundNanos = recentFoundNanos;
        }
    }

    /// The queue was empty up to now.
    void onProbed(long nowNanos) {
        recentFoundNanos = nowNanos;
    }

    /// Whether nothing as small was seen for so long that the queue must be emptied.
    boolean isProbeDue() {
        return isProbeDue;
    }

    /// Nanoseconds, or [#UNKNOWN].
    long nanos() {
        return nanos;
    }
}
