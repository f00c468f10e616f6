package dev.quoll.core.ack;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.frame.EcnCounts;
import dev.quoll.core.range.LongRanges;

/// The packets received in one packet number space: which to acknowledge, and which would be
/// received twice. *Confined*.
///
/// The two are remembered apart. What the peer knows we received need not be acknowledged any more,
/// yet a copy of it must still be recognised.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2.3 RFC 9000, section 13.2.3
public final class ReceivedPackets {
    /// The most ranges acknowledged; older ones are given up (RFC 9000 §13.2.3).
    public static final int MAX_ACK_RANGES = 64;

    /// The most ranges remembered to recognise duplicates by.
    static final int MAX_SEEN_RANGES = 256;

    /// Returned by [#largest] before any packet came.
    public static final long NONE = LongRanges.NONE;

    private final LongRanges toAcknowledge = new LongRanges(MAX_ACK_RANGES);
    private final LongRanges seen = new LongRanges(MAX_SEEN_RANGES);
    private final EcnCounts ecnCounts = new EcnCounts();
    private long floor;
    private long largest = NONE;
    private long largestNanos;

    /// Whether the packet was received before, or is too old to tell; it must not be processed (RFC
    /// 9000 §12.3).
    public boolean isDuplicate(long packetNumber) {
        return packetNumber < floor || seen.contains(packetNumber);
    }

    /// A packet that is authentic and no duplicate was received.
    public void onReceived(long packetNumber, Ecn ecn, long nowNanos) {
        assert !isDuplicate(packetNumber);
        addSeen(packetNumber);
        toAcknowledge.add(packetNumber);
        ecnCounts.count(ecn); // RFC 9000 §13.4.1
        if (packetNumber > largest) {
            largest = packetNumber;
            largestNanos = nowNanos;
        }
    }

    /// The peer acknowledged a packet with an ACK frame of ours whose largest packet number was
    /// `acknowledged`: what lies up to it need not be acknowledged again (RFC 9000 §13.2.4).
    public void onAckOfAckAcked(long acknowledged) {
        toAcknowledge.removeUpTo(acknowledged);
    }

    /// The ranges to acknowledge, for reading; empty if there is nothing to say.
    public LongRanges ranges() {
        return toAcknowledge;
    }

    /// How many packets came with each ECN mark, for reading.
    public EcnCounts ecnCounts() {
        return ecnCounts;
    }

    /// The largest packet number received, or [#NONE].
    public long largest() {
        return largest;
    }

    /// How long ago the largest packet came: the ACK Delay to report (RFC 9000 §13.2.5).
    public long ackDelayNanos(long nowNanos) {
        return Math.max(0, nowNanos - largestNanos);
    }

    /// The smallest number from `from` on that was not received.
    long nextMissing(long from) {
        return seen.nextMissing(Math.max(from, floor));
    }

    /// Remembers the packet. When a range has to be forgotten for it, all up to the lowest that is
    /// left counts as seen.
    private void addSeen(long packetNumber) {
        boolean wasFull = seen.count() == MAX_SEEN_RANGES;
        seen.add(packetNumber);
        if (wasFull) {
            floor = seen.min();
        }
    }
}
