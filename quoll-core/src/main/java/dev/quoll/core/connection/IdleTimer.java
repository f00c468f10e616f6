package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

/// When a silent connection ends. It starts again with each packet received, and with the first
/// ack-eliciting packet sent after one. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.1 RFC 9000, section 10.1
final class IdleTimer {
    private long timeoutNanos;
    private long startedNanos;
    private boolean sentSinceReceived;

    /// @param timeoutNanos our own timeout, [Connection#NEVER] for none
    IdleTimer(long timeoutNanos, long nowNanos) {
        this.timeoutNanos = timeoutNanos;
        this.startedNanos = nowNanos;
    }

    /// The peer's timeout is known: the smaller one counts (RFC 9000 §10.1).
    void onPeerTimeout(long peerNanos) {
        timeoutNanos = Math.min(timeoutNanos, peerNanos);
    }

    void onReceived(long nowNanos) {
        startedNanos = Math.max(startedNanos, nowNanos); // a packet that was held is older
        sentSinceReceived = false;
    }

    void onAckElicitingSent(long nowNanos) {
        if (!sentSinceReceived) {
            startedNanos = nowNanos;
            sentSinceReceived = true;
        }
    }

    /// The effective timeout, without the floor of three probe timeouts.
    long timeoutNanos() {
        return timeoutNanos;
    }

    /// When the connection ends if nothing happens.
    ///
    /// @param ptoNanos the present probe timeout; the timeout is at least three of them
    long deadlineNanos(long ptoNanos) {
        long effectiveNanos = Math.max(timeoutNanos, 3 * ptoNanos);
        return effectiveNanos > NEVER - startedNanos ? NEVER : startedNanos + effectiveNanos;
    }
}
