package dev.quoll.core.ack;

import dev.quoll.core.address.Ecn;

/// Decides when the packets received in one space are acknowledged. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2.1 RFC 9000, section 13.2.1
public final class AckPolicy {
    /// The answer of [#deadlineNanos] when no acknowledgment is due.
    public static final long NEVER = Long.MAX_VALUE;

    /// An ACK frame joins a packet sent anyway once this many packets came that ask for none, so
    /// that a peer who only acknowledges learns what arrived (RFC 9000 §13.2.4).
    static final int VOLUNTARY_AFTER = 10;

    private static final long NONE = ReceivedPackets.NONE;

    private AckFrequency frequency;
    private long ackElicitingCount;
    private int otherCount;
    private long largestAckEliciting = NONE;
    private long largestAckSent = NONE;
    private long deadlineNanos = NEVER;
    private long patienceNanos;
    private boolean isRepeatable;

    /// A policy that begins with `frequency`.
    public AckPolicy(AckFrequency frequency) {
        this.frequency = frequency;
    }

    /// How often to acknowledge.
    public AckFrequency frequency() {
        return frequency;
    }

    /// Changes how often to acknowledge from the next packet on.
    public void setFrequency(AckFrequency newFrequency) {
        frequency = newFrequency;
    }

    /// From now on an acknowledgment goes alone only that long after it is due, since a packet is
    /// expected that can carry it; with 0 that is over.
    public void setPatience(long nanos) {
        patienceNanos = nanos;
    }

    /// A packet that asks for an acknowledgment was received, and noted in `received`.
    public void onAckEliciting(
            long packetNumber, Ecn ecn, ReceivedPackets received, long nowNanos) {
        ackElicitingCount++;
        boolean isLate = packetNumber < largestAckEliciting;
        largestAckEliciting = Math.max(largestAckEliciting, packetNumber);
        if (ackElicitingCount > frequency.ackElicitingThreshold()
                || ecn == Ecn.CE // RFC 9000 §13.2.1
                || isReordered(isLate, received)) {
            onImmediateAck(nowNanos);
        } else {
            deadlineNanos = Math.min(deadlineNanos, nowNanos + frequency.maxAckDelayNanos());
        }
    }

    /// A packet that asks for no acknowledgment was received.
    public void onOther() {
        otherCount++;
    }

    /// An acknowledgment is wanted at once, whatever the frequency.
    public void onImmediateAck(long nowNanos) {
        deadlineNanos = Math.min(deadlineNanos, nowNanos);
    }

    /// An ACK frame was put into a packet.
    ///
    /// @param largestAcknowledged its largest packet number
    public void onAckSent(long largestAcknowledged) {
        largestAckSent = Math.max(largestAckSent, largestAcknowledged);
        ackElicitingCount = 0;
        otherCount = 0;
        deadlineNanos = NEVER;
        isRepeatable = true;
    }

    /// The newest ACK frame went over another path, too.
    public void onRepeated() {
        isRepeatable = false;
    }

    /// Whether the newest ACK frame went over one path only, and may be lost with it.
    public boolean isRepeatable() {
        return isRepeatable;
    }

    /// Whether an ACK frame must be sent now, alone if nothing else is to be sent.
    public boolean isDue(long nowNanos) {
        return deadlineNanos() <= nowNanos;
    }

    /// Whether an ACK frame should join a packet that is sent anyway.
    public boolean isWelcome() {
        return ackElicitingCount > 0 || otherCount >= VOLUNTARY_AFTER;
    }

    /// When an ACK frame must be sent at the latest, in the past if at once, or [#NEVER].
    public long deadlineNanos() {
        return deadlineNanos == NEVER ? NEVER : deadlineNanos + patienceNanos;
    }

    /// Whether a packet came late, or leaves a gap behind it that no ACK frame has shown yet.
    private boolean isReordered(boolean isLate, ReceivedPackets received) {
        long threshold = frequency.reorderingThreshold();
        if (threshold == 0) {
            return false;
        }
        long largestReported = largestAckSent - threshold + 1;
        long missing = received.nextMissing(Math.max(0, largestReported + 1));
        return isLate && threshold == 1 || largestAckEliciting - missing >= threshold;
    }
}
