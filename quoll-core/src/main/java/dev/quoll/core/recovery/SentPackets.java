package dev.quoll.core.recovery;

import dev.quoll.core.range.LongRanges;

/// The packets of one packet number space that were sent and whose fate still matters: a few
/// numbers a packet, in a ring that grows to what is in flight and never past [#MAX_TRACKED].
/// *Confined*.
///
/// Packet numbers follow one another without a gap; one that is left out on purpose gets an entry
/// of its own, so that a peer who acknowledges what it cannot have seen is caught (RFC 9000 §21.4).
/// A lost packet is remembered for a while, so that a late acknowledgment shows the loss was not
/// one.
///
/// Queries about a packet number may be asked only while [#state] is not [#NONE] for it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#appendix-A.1 RFC 9002, appendix A.1
public final class SentPackets {
    /// Answers a search in vain. As a [#state]: never sent, or no longer remembered.
    public static final int NONE = -1;

    /// State: deliberately not sent. To acknowledge it is a PROTOCOL_VIOLATION (RFC 9000 §13.1).
    public static final int SKIPPED = 0;

    /// State: neither acknowledged nor lost.
    public static final int OUTSTANDING = 1;

    /// State: acknowledged.
    public static final int ACKED = 2;

    /// State: declared lost, not acknowledged since.
    public static final int LOST = 3;

    /// Flag: the packet asks for an acknowledgment.
    public static final int ACK_ELICITING = 1;

    /// Flag: the packet counts in the bytes in flight.
    public static final int IN_FLIGHT = 1 << 1;

    /// Flag: the packet probes for a larger MTU; its loss says nothing about congestion.
    public static final int MTU_PROBE = 1 << 2;

    /// Flag: the packet left with the ECN mark ECT(0).
    public static final int ECT_0 = 1 << 3;

    /// Flag: the application had left a gap in what it sent when the packet was sent; see
    /// [#noteAppLimited].
    public static final int APP_LIMITED = 1 << 4;

    /// The highest packet number there is (RFC 9000 §12.3).
    public static final long LAST_NUMBER = (1L << 62) - 1;

    /// Flag: what the packet carried was sent again though it was not lost; see [#noteRepeated].
    public static final int REPEATED = 1 << 5;

    /// The most packets remembered at once; see [#isFull].
    public static final int MAX_TRACKED = 1 << 17;

    /// A lost packet is forgotten when this many have been sent after it.
    static final int MAX_LOST_SPAN = 1 << 13;

    private static final int MAX_LOST_RANGES = 64;
    private static final int MAX_SKIPPED_RANGES = 16;

    private static final int WORDS = 8; // a cache line
    private static final int FIRST_CAPACITY = 8; // a power of two, as all that follow
    private static final int SENT_NANOS = 0;
    private static final int META = 1;
    private static final int FIRST_FRAME = 2;
    private static final int DELIVERED = 3;
    private static final int DELIVERED_NANOS = 4;
    private static final int FIRST_SENT_NANOS = 5;
    private static final int LOST_BYTES = 6;
    private static final int BYTES_IN_FLIGHT = 7;

    private final LongRanges lost = new LongRanges(MAX_LOST_RANGES);
    private final LongRanges skipped = new LongRanges(MAX_SKIPPED_RANGES);

    private long[] ring = new long[FIRST_CAPACITY * WORDS];
    private int mask = FIRST_CAPACITY - 1;

    /// The smallest number remembered.
    private long first;

    /// The smallest number that is outstanding, or `next`.
    private long firstOutstanding;

    /// The number the next packet will have.
    private long next;

    private long nextFrame;
    private long largestAcked = NONE;
    private long lastAckElicitingSentNanos;
    private int ackElicitingInFlight;
    private int sentSinceAckEliciting;

    /// Goes on with `number`, as if all before it had been sent and acknowledged; only if none is
    /// remembered. Nobody sends so many packets, so this is how a test comes close to the last.
    public void beginAt(long number) {
        assert first == next && number >= next;
        first = number;
        firstOutstanding = number;
        next = number;
        largestAcked = number - 1;
    }

    /// A packet was sent.
    ///
    /// @param packetNumber the number after the last one sent or skipped
    /// @param bytes the length of the packet, at most 2^17-1
    /// @param flags any of [#ACK_ELICITING], [#IN_FLIGHT], [#MTU_PROBE], [#ECT_0]
    /// @param route the caller's number for the route it took, 0 to 2^20-1
    /// @param firstFrame the index of its first frame; indices never fall from packet to packet
    /// @param frameCount how many frames it has, at most 65535
    public void onSent(
            long packetNumber,
            long sentNanos,
            int bytes,
            int flags,
            int route,
            long firstFrame,
            int frameCount) {
        int at = append(packetNumber);
        ring[at + SENT_NANOS] = sentNanos;
        ring[at + META] = PacketWord.of(OUTSTANDING, flags, bytes, frameCount, route);
        ring[at + FIRST_FRAME] = firstFrame;
        nextFrame = firstFrame + frameCount;
        if ((flags & ACK_ELICITING) == 0) {
            sentSinceAckEliciting++;
        } else {
            sentSinceAckEliciting = 0;
            ackElicitingInFlight++;
            lastAckElicitingSentNanos = sentNanos;
        }
        if (!lost.isEmpty() && next - lost.min() > MAX_LOST_SPAN) {
            lost.removeUpTo(next - MAX_LOST_SPAN);
            forget();
        }
    }

    /// A packet number was left out on purpose.
    public void onSkipped(long packetNumber, long nowNanos) {
        int at = append(packetNumber);
        ring[at + SENT_NANOS] = nowNanos;
        ring[at + META] = PacketWord.of(SKIPPED, 0, 0, 0, 0);
        ring[at + FIRST_FRAME] = nextFrame;
        skipped.add(packetNumber);
        forget();
    }

    /// Stores what was known of its network when a packet was sent, for the sampling of the
    /// delivery rate.
    ///
    /// @param delivered bytes acknowledged so far
    /// @param deliveredNanos when the last of them were
    /// @param firstSentNanos when the newest of them was sent
    /// @param lostBytes bytes lost so far
    /// @param bytesInFlight the packet included
    public void noteNetwork(
            long packetNumber,
            long delivered,
            long deliveredNanos,
            long firstSentNanos,
            long lostBytes,
            long bytesInFlight) {
        int at = slot(packetNumber);
        ring[at + DELIVERED] = delivered;
        ring[at + DELIVERED_NANOS] = deliveredNanos;
        ring[at + FIRST_SENT_NANOS] = firstSentNanos;
        ring[at + LOST_BYTES] = lostBytes;
        ring[at + BYTES_IN_FLIGHT] = bytesInFlight;
    }

    /// Sets the flag [#APP_LIMITED] of a packet just sent.
    public void noteAppLimited(long packetNumber) {
        int at = slot(packetNumber) + META;
        ring[at] = PacketWord.withFlag(ring[at], APP_LIMITED);
    }

    /// Sets the flag [#REPEATED] of an outstanding packet.
    public void noteRepeated(long packetNumber) {
        int at = slot(packetNumber) + META;
        ring[at] = PacketWord.withFlag(ring[at], REPEATED);
    }

    /// An outstanding packet was acknowledged, or a lost one after all.
    public void markAcked(long packetNumber) {
        largestAcked = Math.max(largestAcked, packetNumber);
        if (state(packetNumber) == LOST) {
            lost.remove(packetNumber, packetNumber);
            setState(packetNumber, ACKED);
        } else {
            settle(packetNumber, ACKED);
        }
        forget();
    }

    /// An outstanding packet was declared lost.
    public void markLost(long packetNumber) {
        settle(packetNumber, LOST);
        lost.add(packetNumber);
        forget();
    }

    /// Forgets lost packets that were sent before `sentNanos`.
    public void releaseLost(long sentNanos) {
        long upTo = NONE;
        long candidate = lost.min();
        while (candidate != NONE && sentNanos(candidate) < sentNanos) {
            upTo = candidate;
            candidate = lost.next(candidate + 1, next);
        }
        lost.removeUpTo(upTo);
        forget();
    }

    /// Forgets every packet, because the keys of the space are gone. Numbers go on.
    public void clear() {
        lost.clear();
        firstOutstanding = next;
        ackElicitingInFlight = 0;
        forget();
    }

    /// [#SKIPPED], [#OUTSTANDING], [#ACKED], [#LOST], or [#NONE] for any other number.
    public int state(long packetNumber) {
        return packetNumber < first || packetNumber >= next
                ? NONE
                : PacketWord.state(ring[slot(packetNumber) + META]);
    }

    /// The smallest outstanding packet number from `from` to `to`, both included, or [#NONE].
    /// However wide the range, only packets from the oldest outstanding one on are looked at; the
    /// ranges of one ACK frame do not overlap, so all of them together cost at most one walk of the
    /// ring.
    public long nextOutstanding(long from, long to) {
        long last = Math.min(to, next - 1);
        for (long number = Math.max(from, firstOutstanding); number <= last; number++) {
            if (PacketWord.state(ring[slot(number) + META]) == OUTSTANDING) {
                return number;
            }
        }
        return NONE;
    }

    /// The smallest packet number from `from` to `to`, both included, that was declared lost and is
    /// still remembered, or [#NONE].
    public long nextLost(long from, long to) {
        return lost.next(from, to);
    }

    /// Whether a number from `from` to `to`, both included, was deliberately not sent.
    public boolean hasSkipped(long from, long to) {
        return skipped.next(from, to) != NONE;
    }

    /// When the packet was sent.
    public long sentNanos(long packetNumber) {
        return ring[slot(packetNumber) + SENT_NANOS];
    }

    /// The length of the packet.
    public int bytes(long packetNumber) {
        return PacketWord.bytes(ring[slot(packetNumber) + META]);
    }

    /// The flags the packet was sent with.
    public int flags(long packetNumber) {
        return PacketWord.flags(ring[slot(packetNumber) + META]);
    }

    /// Whether the packet was sent with `flag`.
    public boolean has(long packetNumber, int flag) {
        return (flags(packetNumber) & flag) != 0;
    }

    /// The caller's number for the route the packet took.
    public int route(long packetNumber) {
        return PacketWord.route(ring[slot(packetNumber) + META]);
    }

    /// The index of the packet's first frame.
    public long firstFrame(long packetNumber) {
        return ring[slot(packetNumber) + FIRST_FRAME];
    }

    /// How many frames the packet has.
    public int frameCount(long packetNumber) {
        return PacketWord.frameCount(ring[slot(packetNumber) + META]);
    }

    /// What [#noteNetwork] stored: the bytes delivered when the packet was sent.
    public long delivered(long packetNumber) {
        return ring[slot(packetNumber) + DELIVERED];
    }

    /// What [#noteNetwork] stored: when those bytes had been delivered.
    public long deliveredNanos(long packetNumber) {
        return ring[slot(packetNumber) + DELIVERED_NANOS];
    }

    /// What [#noteNetwork] stored: when the newest of those bytes was sent.
    public long firstSentNanos(long packetNumber) {
        return ring[slot(packetNumber) + FIRST_SENT_NANOS];
    }

    /// What [#noteNetwork] stored: the bytes lost when the packet was sent.
    public long lostBytes(long packetNumber) {
        return ring[slot(packetNumber) + LOST_BYTES];
    }

    /// What [#noteNetwork] stored: the bytes in flight when the packet was sent.
    public long bytesInFlight(long packetNumber) {
        return ring[slot(packetNumber) + BYTES_IN_FLIGHT];
    }

    /// The index of the first frame that may still be asked for.
    public long firstFrameKept() {
        return first == next ? nextFrame : firstFrame(first);
    }

    /// The number the next packet must have.
    public long next() {
        return next;
    }

    /// The largest number sent or skipped, or [#NONE].
    public long largestSent() {
        return next - 1;
    }

    /// The largest number acknowledged, or [#NONE].
    public long largestAcked() {
        return largestAcked;
    }

    /// Whether a packet that asks for an acknowledgment is outstanding.
    public boolean hasAckElicitingInFlight() {
        return ackElicitingInFlight > 0;
    }

    /// When the last packet that asks for an acknowledgment was sent; 0 if none was.
    public long lastAckElicitingSentNanos() {
        return lastAckElicitingSentNanos;
    }

    /// How many packets were sent since the last that asks for an acknowledgment. One who only
    /// receives adds a PING now and then, or it would never learn what arrived (RFC 9000 §13.2.4).
    public int sentSinceAckEliciting() {
        return sentSinceAckEliciting;
    }

    /// Whether no further packet can be remembered, because the peer acknowledges nothing, or none
    /// can be numbered. Nothing may be sent until it does.
    public boolean isFull() {
        return next - first >= MAX_TRACKED || isUsedUp();
    }

    /// Whether no number is left for another packet, ever.
    public boolean isUsedUp() {
        return next > LAST_NUMBER;
    }

    /// Lets go of room that the packets remembered do not need.
    public void rest() {
        int count = (int) (next - first);
        resize(count < 2 ? 1 : Integer.highestOneBit(count - 1) * 2);
    }

    private int append(long packetNumber) {
        if (packetNumber != next || isFull()) {
            throw new IllegalStateException("packet " + packetNumber + " sent after " + (next - 1));
        }
        if (next - first > mask) {
            resize(2 * (mask + 1));
        }
        next++;
        return slot(packetNumber);
    }

    /// An outstanding packet gets its fate.
    private void settle(long packetNumber, int state) {
        assert state(packetNumber) == OUTSTANDING;
        if (has(packetNumber, ACK_ELICITING)) {
            ackElicitingInFlight--;
        }
        setState(packetNumber, state);
    }

    private void setState(long packetNumber, int state) {
        int at = slot(packetNumber) + META;
        ring[at] = PacketWord.withState(ring[at], state);
    }

    /// Moves up to the oldest packet that still matters.
    private void forget() {
        while (firstOutstanding < next && state(firstOutstanding) != OUTSTANDING) {
            firstOutstanding++;
        }
        first = lost.isEmpty() ? firstOutstanding : Math.min(firstOutstanding, lost.min());
    }

    private int slot(long packetNumber) {
        assert packetNumber >= first && packetNumber < next;
        return ((int) packetNumber & mask) * WORDS;
    }

    private void resize(int capacity) {
        long[] resized = new long[capacity * WORDS];
        int resizedMask = capacity - 1;
        for (long number = first; number < next; number++) {
            int to = ((int) number & resizedMask) * WORDS;
            System.arraycopy(ring, slot(number), resized, to, WORDS);
        }
        ring = resized;
        mask = resizedMask;
    }
}
