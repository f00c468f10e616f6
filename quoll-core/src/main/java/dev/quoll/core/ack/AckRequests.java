package dev.quoll.core.ack;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.frame.AckFrequencyFrame;

import java.time.Duration;
import java.util.Optional;

/// What we ask of the peer's acknowledgments, if it takes such requests. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-quic-ack-frequency draft
public final class AckRequests {
    /// What to ask for. Immutable.
    ///
    /// @param ackElicitingThreshold packets that may go without an acknowledgment
    /// @param maxAckDelay how long an acknowledgment may be held; if empty, the round-trip time
    ///   decides
    /// @param reorderingThreshold how far out of order a packet must be to be acknowledged at once
    public record Wish(
            long ackElicitingThreshold, Optional<Duration> maxAckDelay, long reorderingThreshold) {
        /// Every second packet, within a time of ours, and no sooner for a little reordering.
        public static final Wish DEFAULT = new Wish(1, Optional.empty(), 2);
    }

    private static final long NANOS_PER_MICRO = 1000;

    /// Without a wish for the delay it is a round trip, but not more than this.
    private static final long MAX_DELAY_NANOS = 25_000_000;

    /// A delay is asked for anew when it should be different by more than a fifth.
    private static final long TOLERANCE = 5;

    private final Optional<Wish> wish;
    private final ReliableValue request = new ReliableValue();
    private boolean supported;
    private long minAckDelayNanos;
    private long nextSequence;
    private long askedNanos;
    private long grantedNanos;

    /// @param wish what to ask for; empty to leave it to the peer
    public AckRequests(Optional<Wish> wish) {
        this.wish = wish;
    }

    /// The peer takes requests.
    ///
    /// @param newMinAckDelayNanos the shortest delay it can keep
    /// @param maxAckDelayNanos what it keeps to unless asked
    public void onPeer(long newMinAckDelayNanos, long maxAckDelayNanos) {
        supported = true;
        minAckDelayNanos = newMinAckDelayNanos;
        grantedNanos = maxAckDelayNanos;
    }

    /// Whether the peer takes ACK_FREQUENCY and IMMEDIATE_ACK frames.
    public boolean isSupported() {
        return supported;
    }

    /// The round-trip time is known better: asks for another delay if it makes a difference.
    public void onRtt(long smoothedNanos) {
        if (!supported || wish.isEmpty()) {
            return;
        }
        long wanted =
                wish.get()
                        .maxAckDelay()
                        .map(Duration::toNanos)
                        .orElse(Math.min(smoothedNanos, MAX_DELAY_NANOS));
        wanted = Math.max(wanted, minAckDelayNanos);
        if (nextSequence == 0 || Math.abs(wanted - askedNanos) > askedNanos / TOLERANCE) {
            askedNanos = wanted;
            request.request(nextSequence++);
        }
    }

    /// The longest the peer may hold an acknowledgment at present.
    ///
    /// @param unaskedNanos what it keeps to unless asked
    public long maxAckDelayNanos(long unaskedNanos) {
        if (nextSequence == 0) {
            return unaskedNanos;
        }
        return request.isDelivered() ? askedNanos : Math.max(askedNanos, grantedNanos);
    }

    /// Whether a request waits to be sent.
    public boolean wantsToSend() {
        return request.isWanted();
    }

    /// Offers the request.
    public void writeTo(FrameSink sink) {
        if (request.isWanted() && wish.isPresent()) {
            Wish asked = wish.get();
            AckFrequencyFrame frame =
                    new AckFrequencyFrame(
                            request.value(),
                            asked.ackElicitingThreshold(),
                            askedNanos / NANOS_PER_MICRO,
                            asked.reorderingThreshold());
            if (sink.offer(frame)) {
                request.onSent();
            }
        }
    }

    /// An ACK_FREQUENCY frame arrived.
    public void onAcked(SentFrame frame) {
        request.onAcked(frame.offset());
        if (request.isDelivered()) {
            grantedNanos = askedNanos;
        }
    }

    /// An ACK_FREQUENCY frame was lost.
    public void onLost(SentFrame frame) {
        request.onLost(frame.offset());
    }
}
