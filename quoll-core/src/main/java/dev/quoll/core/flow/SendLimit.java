package dev.quoll.core.flow;

import dev.quoll.core.delivery.ReliableValue;

/// How much we may send: bytes of a connection or a stream, or streams of a kind, up to the limit
/// the peer gave. Says once per limit that it blocks us. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4.1 RFC 9000, section 4.1
public final class SendLimit {
    private static final long NEVER_REPORTED = -1;

    private final ReliableValue blocked = new ReliableValue();
    private long limit;
    private long used;
    private long reported = NEVER_REPORTED;

    /// A limit that begins at `limit`.
    public SendLimit(long limit) {
        this.limit = limit;
    }

    /// The highest offset or count allowed.
    public long limit() {
        return limit;
    }

    /// How much was used so far.
    public long used() {
        return used;
    }

    /// How much may still be used.
    public long available() {
        return limit - used;
    }

    /// Uses `amount` more, at most [#available].
    public void use(long amount) {
        assert amount <= available();
        used += amount;
    }

    /// The peer gave a limit. One that is no higher than before is ignored: frames may be reordered
    /// (RFC 9000 §4.1).
    ///
    /// @return whether more is allowed than before
    public boolean onLimit(long newLimit) {
        if (newLimit <= limit) {
            return false;
        }
        limit = newLimit;
        blocked.cancel();
        return true;
    }

    /// We would use more than is allowed. Asks for a *_BLOCKED frame, unless this limit was
    /// reported.
    ///
    /// @return whether the frame is newly wanted
    public boolean onBlocked() {
        if (reported == limit) {
            return false;
        }
        reported = limit;
        blocked.request(limit);
        return true;
    }

    /// The limit to report in a *_BLOCKED frame: wanted while we are blocked at it and the peer
    /// does not know.
    public ReliableValue blocked() {
        return blocked;
    }
}
