package dev.quoll.udp;

import java.io.IOException;

/// A carrier cannot be one of a [JoinedSocket]. [#reason] tells why in a form to switch over, the
/// message says it in words.
public final class UnfitCarrierException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public enum Reason {
        /// It takes shorter datagrams only than [JoinedSocket#MIN_DATAGRAM_BYTES].
        DATAGRAMS_TOO_SHORT,
        /// Another carrier has the same kind.
        KIND_TAKEN
    }

    private final Reason reason;

    public UnfitCarrierException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
