package dev.quoll.tls.ticket;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

/// Whether a ticket may be used for early data; in QUIC there is no size between (RFC 9001 §4.6.1).
public enum EarlyDataUse {
    /// Only to resume.
    NONE,
    /// As much as flow control allows.
    UNLIMITED;

    int code() {
        return ordinal();
    }

    static EarlyDataUse ofCode(int code) throws TransportException {
        return switch (code) {
            case 0 -> NONE;
            case 1 -> UNLIMITED;
            default -> throw VectorReader.decodeError("a use of early data");
        };
    }
}
