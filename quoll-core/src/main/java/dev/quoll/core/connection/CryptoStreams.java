package dev.quoll.core.connection;

import dev.quoll.core.space.CryptoStream;
import dev.quoll.core.spi.EncryptionLevel;

/// The CRYPTO streams of the three levels that have one. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1.3 RFC 9001, section 4.1.3
final class CryptoStreams {
    /// What a level has whose keys are gone: nothing is sent or received there any more.
    private static final CryptoStream GONE = new CryptoStream(0);

    private CryptoStream initial;
    private CryptoStream handshake;
    private final CryptoStream oneRtt;

    /// @param capacity bytes received out of order that each of them holds
    CryptoStreams(int capacity) {
        initial = new CryptoStream(capacity);
        handshake = new CryptoStream(capacity);
        oneRtt = new CryptoStream(capacity);
    }

    CryptoStream of(EncryptionLevel level) {
        return switch (level) {
            case INITIAL -> initial;
            case HANDSHAKE -> handshake;
            case ONE_RTT -> oneRtt;
            case ZERO_RTT -> throw new IllegalArgumentException("0-RTT has no CRYPTO stream");
        };
    }

    /// The keys of a level are gone.
    void discard(EncryptionLevel level) {
        switch (level) {
            case INITIAL -> initial = GONE;
            case HANDSHAKE -> handshake = GONE;
            case ZERO_RTT, ONE_RTT -> throw new IllegalArgumentException(level + " stays");
        }
    }
}
