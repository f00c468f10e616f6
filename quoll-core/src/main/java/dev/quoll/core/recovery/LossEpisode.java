package dev.quoll.core.recovery;

/// The packets whose loss was one sign of congestion: those sent in one round trip, between the
/// notice of the sign before and that of this one. When all of them arrive after all, there was no
/// congestion. *Confined*; one per network.
///
/// RFC 9002 leaves open what a sender does about losses that were none; RFC 9438 §4.9 and BBR take
/// back what they did, and this says when.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9438#section-4.9 RFC 9438, section 4.9
public final class LossEpisode {
    private static final long BEFORE_ALL = -1;

    /// Packets sent after this, and not after `endNanos`, belong to the episode.
    private long beginNanos = BEFORE_ALL;

    private long endNanos = BEFORE_ALL;

    /// Packets of the episode that are lost and have not arrived.
    private int missing;

    /// Packets lost that were sent after the end, which begin the next episode.
    private int waiting;

    private boolean isProved;

    /// Nothing was lost yet.
    public LossEpisode() {}

    /// A packet whose loss counts was lost; [#onLosses] follows.
    public void onLost(long sentNanos) {
        if (sentNanos > endNanos) {
            waiting++;
        } else if (sentNanos > beginNanos) {
            missing++;
        }
    }

    /// The packets reported to [#onLost] are taken for a sign of congestion.
    ///
    /// @param newestNanos when the newest of them was sent
    /// @return whether it is a new sign: not in a round trip that showed one already
    public boolean onLosses(long nowNanos, long newestNanos) {
        if (newestNanos <= endNanos) {
            return false;
        }
        begin(nowNanos);
        missing = waiting;
        waiting = 0;
        isProved = false;
        return true;
    }

    /// The network marked packets: nobody takes that back.
    ///
    /// @param newestNanos when the newest packet was sent that may be marked
    /// @return as [#onLosses]
    public boolean onMarks(long nowNanos, long newestNanos) {
        isProved = true;
        if (newestNanos <= endNanos) {
            return false;
        }
        begin(nowNanos);
        missing = 0;
        return true;
    }

    /// A packet that was lost has arrived.
    ///
    /// @return whether it was the last one missing, and the episode was none
    public boolean onArrival(long sentNanos) {
        if (sentNanos <= beginNanos || sentNanos > endNanos || missing == 0) {
            return false;
        }
        missing--;
        if (missing > 0 || isProved) {
            return false;
        }
        endNanos = beginNanos; // what is lost of the same round trip from now on is another sign
        return true;
    }

    private void begin(long nowNanos) {
        beginNanos = endNanos;
        endNanos = nowNanos;
    }
}
