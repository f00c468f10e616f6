package dev.quoll.core.protection;

import dev.quoll.core.spi.CipherSuite;

/// How often a key may be used before an attacker learns something. Immutable.
///
/// @param sealedPackets how many packets may be sealed with one key; before that, keys are updated
/// @param forgedPackets how many packets may fail to open in a whole connection, over all its keys;
///   then it ends with AEAD_LIMIT_REACHED
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6.6 RFC 9001, section 6.6
public record KeyUsageLimits(long sealedPackets, long forgedPackets) {
    private static final KeyUsageLimits AES_GCM = new KeyUsageLimits(1L << 23, 1L << 52);

    /// More packets than there are packet numbers never need a new key.
    private static final KeyUsageLimits CHACHA20_POLY1305 = new KeyUsageLimits(1L << 62, 1L << 36);

    /// The limits of the AEAD of `suite`.
    public static KeyUsageLimits of(CipherSuite suite) {
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 -> AES_GCM;
            case TLS_CHACHA20_POLY1305_SHA256 -> CHACHA20_POLY1305;
        };
    }
}
