package dev.quoll.core.recovery;

import java.util.Arrays;

/// Finds the packets of one space that are lost, because later ones were acknowledged. *Confined*.
/// It changes nothing in [SentPackets]: the caller marks what it finds, and settles the frames.
///
/// A packet that arrives after it was taken for lost shows how far packets overtake each other
/// here: from then on as much is tolerated, up to [#MAX_PACKET_THRESHOLD]. That delays the notice
/// of a loss by an eighth of a round trip at most, for the time threshold stays.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6.1 RFC 9002, section 6.1
public final class LossDetector {
    /// The answer of [#deadlineNanos] when no packet is waiting to be lost.
    public static final long NEVER = Long.MAX_VALUE;

    /// The most packets of reordering that are tolerated, however many were seen.
    public static final int MAX_PACKET_THRESHOLD = 300;

    private static final long[] NONE = {};

    private final LossThresholds thresholds;
    private int packetThreshold;
    private long[] lost = NONE;
    private int lostCount;
    private long deadlineNanos = NEVER;

    /// A detector with these thresholds.
    public LossDetector(LossThresholds thresholds) {
        this.thresholds = thresholds;
        this.packetThreshold = thresholds.packets();
    }

    /// Finds what is lost now; to be called after an ACK frame was processed and at
    /// [#deadlineNanos].
    ///
    /// @return how many packets are lost; [#lost] tells which
    public int detect(SentPackets sent, RttEstimator rtt, long nowNanos) {
        lostCount = 0;
        deadlineNanos = NEVER;
        long largestAcked = sent.largestAcked();
        long delayNanos = delayNanos(rtt);
        long number = sent.nextOutstanding(0, largestAcked);
        while (number != SentPackets.NONE) {
            long dueNanos = sent.sentNanos(number) + delayNanos;
            if (largestAcked - number >= packetThreshold || dueNanos <= nowNanos) {
                addLost(number);
            } else {
                deadlineNanos = Math.min(deadlineNanos, dueNanos);
            }
            number = sent.nextOutstanding(number + 1, largestAcked);
        }
        return lostCount;
    }

    /// A packet that was found lost has arrived.
    ///
    /// @param distance how many later packets the newest one is that arrived before it
    public void onArrival(long distance) {
        if (distance >= packetThreshold) { // RFC 9002 §6.1.1: may be raised when it proves low
            packetThreshold =
                    (int) Math.max(packetThreshold, Math.min(distance + 1, MAX_PACKET_THRESHOLD));
        }
    }

    /// The network may be another now: what was seen of its reordering counts no more.
    public void forgetReordering() {
        packetThreshold = thresholds.packets();
    }

    /// How many packets later one must be acknowledged for a packet to be lost.
    public int packetThreshold() {
        return packetThreshold;
    }

    /// A packet number found by the last [#detect]; they ascend with the index.
    public long lost(int index) {
        assert index < lostCount;
        return lost[index];
    }

    /// How many packets the last [#detect] found.
    public int lostCount() {
        return lostCount;
    }

    /// When the next packet becomes lost by its age alone, or [#NEVER].
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /// No packet of the space is outstanding any more.
    public void clear() {
        lostCount = 0;
        deadlineNanos = NEVER;
    }

    /// How long a packet may take when a later one has arrived (RFC 9002 §6.1.2).
    private long delayNanos(RttEstimator rtt) {
        long roundTripNanos = Math.max(rtt.latestNanos(), rtt.smoothedNanos());
        return Math.max(
                (long) (thresholds.time() * roundTripNanos), RttEstimator.GRANULARITY_NANOS);
    }

    private void addLost(long number) {
        if (lostCount == lost.length) {
            lost = Arrays.copyOf(lost, Math.max(16, 2 * lost.length));
        }
        lost[lostCount++] = number;
    }
}
