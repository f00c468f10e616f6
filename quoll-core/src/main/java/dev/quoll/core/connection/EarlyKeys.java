package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.spi.EncryptionLevel;

/// When a server forgets the keys of 0-RTT packets: a while after the first 1-RTT packet, so that
/// those which come late need not be sent again. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.9.3 RFC 9001, section 4.9.3
final class EarlyKeys {
    /// How many probe timeouts late packets are expected for (RFC 9001 §4.9.3).
    private static final int KEPT_PTOS = 3;

    private final PacketKeys keys;
    private boolean isLimited;
    private long discardNanos = NEVER;

    EarlyKeys(PacketKeys keys) {
        this.keys = keys;
    }

    /// Whether a 1-RTT packet was opened before, so that the end of the keys is known.
    boolean isLimited() {
        return isLimited;
    }

    /// The first 1-RTT packet was opened.
    void limit(long ptoNanos, long nowNanos) {
        isLimited = true;
        discardNanos = nowNanos + KEPT_PTOS * ptoNanos;
    }

    /// Forgets the keys if the time is over.
    void discardOld(long nowNanos) {
        if (nowNanos >= discardNanos) {
            discardNanos = NEVER;
            keys.discard(EncryptionLevel.ZERO_RTT);
        }
    }
}
