package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// How many bytes are acknowledged at once beyond those the bandwidth explains, because networks
/// and receivers collect packets or acknowledgments. So many more may be in flight, or the sender
/// would stand still between the bursts. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.5.9
final class AckAggregation {
    private static final int ROUNDS = 10;
    private static final int ROUNDS_IN_STARTUP = 1;
    private static final long NOT_BEGUN = -1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final WindowedMax extra = new WindowedMax();
    private long beginNanos = NOT_BEGUN;
    private long delivered;

    /// Bytes beyond those expected.
    double extra() {
        return extra.value();
    }

    /// What is acknowledged after a pause is no burst.
    void restart(long nowNanos) {
        beginNanos = nowNanos;
        delivered = 0;
    }

    /// An ACK frame was processed.
    ///
    /// @param bandwidth bytes per second expected
    /// @param window no more can be acknowledged at once
    /// @param isSteady whether startup is over
    void onSample(
            RateSample sample, double bandwidth, double window, Rounds rounds, boolean isSteady) {
        if (beginNanos == NOT_BEGUN) {
            restart(sample.nowNanos());
        }
        double expected = bandwidth * (sample.nowNanos() - beginNanos) / NANOS_PER_SECOND;
        if (delivered <= expected) {
            restart(sample.nowNanos());
            expected = 0;
        }
        delivered += sample.newlyAcked();
        extra.add(
                Math.min(delivered - expected, window),
                rounds.count(),
                isSteady ? ROUNDS : ROUNDS_IN_STARTUP);
    }
}
