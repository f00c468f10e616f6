package dev.quoll.core.recovery;

/// Tells losses that span so long that the route must be taken as collapsed. *Confined*; one per
/// route. It looks at one packet number space at a time, which RFC 9002 allows.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.6 RFC 9002, section 7.6
public final class PersistentCongestion {
    /// How many probe timeouts the losses span at least (RFC 9002 §7.6.1).
    public static final int DEFAULT_THRESHOLD = 3;

    private static final long NONE = -1;

    private final int threshold;
    private long firstSampleNanos = Long.MAX_VALUE;

    /// A judge that asks for `threshold` probe timeouts, at least 1.
    public PersistentCongestion(int threshold) {
        assert threshold > 0;
        this.threshold = threshold;
    }

    /// The route got a sample of its round-trip time; losses before the first prove nothing (RFC
    /// 9002 §7.6.2).
    public void onRttSample(long nowNanos) {
        firstSampleNanos = Math.min(firstSampleNanos, nowNanos);
    }

    /// Whether the packets just found lost, not yet marked, establish persistent congestion: two of
    /// them, asking for acknowledgment, sent far apart on the route, and nothing acknowledged of
    /// what was sent between.
    ///
    /// @param ptoNanos the probe timeout without back-off, the peer's `max_ack_delay` included
    public boolean isEstablished(SentPackets sent, LossDetector found, int route, long ptoNanos) {
        long sinceNanos = NONE;
        long previous = NONE;
        for (int i = 0; i < found.lostCount(); i++) {
            long number = found.lost(i);
            if (!counts(sent, number, route)) {
                continue;
            }
            if (previous == NONE || hasAcked(sent, previous + 1, number)) {
                sinceNanos = sent.sentNanos(number);
            }
            if (sent.sentNanos(number) - sinceNanos > threshold * ptoNanos) {
                return true;
            }
            previous = number;
        }
        return false;
    }

    private boolean counts(SentPackets sent, long number, int route) {
        return sent.route(number) == route
                && sent.has(number, SentPackets.ACK_ELICITING)
                && sent.sentNanos(number) > firstSampleNanos;
    }

    private static boolean hasAcked(SentPackets sent, long from, long to) {
        for (long number = from; number < to; number++) {
            if (sent.state(number) == SentPackets.ACKED) {
                return true;
            }
        }
        return false;
    }
}
