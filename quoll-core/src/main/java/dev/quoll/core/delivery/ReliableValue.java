package dev.quoll.core.delivery;

/// A value of which the peer must learn the latest: MAX_DATA, a reset, a retired connection ID. It
/// is wanted, in flight or delivered; when lost it is wanted again, unless a newer one is on its
/// way. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.3 RFC 9000, section 13.3
public final class ReliableValue {
    private enum State {
        IDLE,
        WANTED,
        IN_FLIGHT,
        DELIVERED
    }

    private State state = State.IDLE;
    private long value;

    /// Asks for `newValue` to be sent; what was sent of an older one no longer counts.
    public void request(long newValue) {
        value = newValue;
        state = State.WANTED;
    }

    /// Whether a value was ever asked for, and not taken back.
    public boolean isRequested() {
        return state != State.IDLE;
    }

    /// Whether it should go into the next packet.
    public boolean isWanted() {
        return state == State.WANTED;
    }

    /// Whether the peer has acknowledged the latest value.
    public boolean isDelivered() {
        return state == State.DELIVERED;
    }

    /// The latest value requested.
    public long value() {
        return value;
    }

    /// The latest value was put into a packet.
    public void onSent() {
        state = State.IN_FLIGHT;
    }

    /// A packet with `sent` was acknowledged.
    public void onAcked(long sent) {
        if (sent == value && state != State.IDLE) {
            state = State.DELIVERED;
        }
    }

    /// A packet with `sent` was lost.
    public void onLost(long sent) {
        if (sent == value && state == State.IN_FLIGHT) {
            state = State.WANTED;
        }
    }

    /// The value no longer matters.
    public void cancel() {
        state = State.IDLE;
    }
}
