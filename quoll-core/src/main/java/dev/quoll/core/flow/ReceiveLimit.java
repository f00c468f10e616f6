package dev.quoll.core.flow;

import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// How much the peer may send: bytes of a connection or a stream, or streams of a kind. The limit
/// is what was consumed plus a window; a new one is announced as soon as a third of the window can
/// be given back, early enough to keep a sender going and seldom enough to cost nothing. It never
/// falls: a smaller window withholds credit until the difference is consumed. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4.2 RFC 9000, section 4.2
public final class ReceiveLimit {
    /// The highest offset that a stream or the connection can reach (RFC 9000 §4.5).
    public static final long MAX_OFFSET = (1L << 62) - 1;

    private static final int PARTS = 3;

    private final ReliableValue announcement = new ReliableValue();
    private final long ceiling;
    private long window;
    private long limit;
    private long received;
    private long consumed;
    private boolean ended;
    private long announcedNanos;

    /// A limit on bytes, with `window` from 0 to [#MAX_OFFSET].
    public ReceiveLimit(long window) {
        this(window, MAX_OFFSET);
    }

    /// A limit that never goes beyond `ceiling`, and that the peer knows to begin at `window`.
    public ReceiveLimit(long window, long ceiling) {
        this.ceiling = ceiling;
        this.window = Math.min(window, ceiling);
        limit = this.window;
    }

    /// The highest offset or count that we allow.
    public long limit() {
        return limit;
    }

    /// The highest offset or count that the peer has used.
    public long received() {
        return received;
    }

    /// The window between what was consumed and the next limit.
    public long window() {
        return window;
    }

    /// How much the peer uses beyond [#received] by reaching `highest`.
    public long growth(long highest) {
        return Math.max(0, highest - received);
    }

    /// Checks what the peer would use with `amount` more, and changes nothing.
    ///
    /// @throws TransportException FLOW_CONTROL_ERROR if that is past the limit we gave
    public void check(long amount) throws TransportException {
        if (amount > limit - received) { // RFC 9000 §4.1
            throw new TransportException(
                    TransportErrorCode.FLOW_CONTROL_ERROR, "more than the limit of " + limit);
        }
    }

    /// The peer used `amount` more, which [#check] let pass.
    public void onReceived(long amount) {
        assert amount <= limit - received;
        received += amount;
    }

    /// The application consumed `amount` more.
    public void onConsumed(long amount) {
        consumed += amount;
        announceIfDue();
    }

    /// Changes the window at run time.
    public void setWindow(long newWindow) {
        window = Math.min(newWindow, ceiling);
        announceIfDue();
    }

    /// The limit is about to be announced: widens the window if the last announcement was so short
    /// a time ago that the peer may have been held back by it.
    public void tune(WindowTuning tuning) {
        long sinceNanos = tuning.nowNanos() - announcedNanos;
        announcedNanos = tuning.nowNanos();
        if (sinceNanos < 2 * tuning.rttNanos() / PARTS && window < tuning.mostWindow()) {
            setWindow(Math.min(2 * window, tuning.mostWindow()));
        }
    }

    /// The peer will use no more, so no limit is announced any longer.
    public void end() {
        ended = true;
        announcement.cancel();
    }

    /// The limit to announce in a MAX_* frame.
    public ReliableValue announcement() {
        return announcement;
    }

    private void announceIfDue() {
        long next = Math.min(ceiling, consumed + window);
        long step = announcement.isWanted() ? 1 : Math.max(1, window / PARTS);
        if (!ended && (next - limit >= step || next == ceiling && limit < ceiling)) {
            limit = next;
            announcement.request(next);
        }
    }
}
