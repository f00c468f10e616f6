package dev.quoll.core.connection;

import dev.quoll.core.spi.CipherSuite;

/// How many packets one key may protect, and how many may fail to open on a connection. Immutable.
///
/// @param sealed packets sealed under one key
/// @param failed packets that did not open, under all keys of the connection
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6.6 RFC 9001, section 6.6
record AeadLimits(long sealed, long failed) {
    static AeadLimits of(CipherSuite suite) {
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 ->
                    new AeadLimits(1L << 23, 1L << 52);
            // more packets than there are numbers: no limit but that
            case TLS_CHACHA20_POLY1305_SHA256 -> new AeadLimits(1L << 62, 1L << 36);
        };
    }
}
