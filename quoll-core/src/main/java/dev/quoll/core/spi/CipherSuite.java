package dev.quoll.core.spi;

import java.util.Optional;

/// The TLS 1.3 cipher suites QUIC packets can be protected with.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.3 RFC 9001, section 5.3
public enum CipherSuite {
    TLS_AES_128_GCM_SHA256(0x1301, 16, 32, "SHA-256"),
    TLS_AES_256_GCM_SHA384(0x1302, 32, 48, "SHA-384"),
    TLS_CHACHA20_POLY1305_SHA256(0x1303, 32, 32, "SHA-256");

    private final int code;
    private final int keyLength;
    private final int hashLength;
    private final String hashAlgorithm;

    CipherSuite(int code, int keyLength, int hashLength, String hashAlgorithm) {
        this.code = code;
        this.keyLength = keyLength;
        this.hashLength = hashLength;
        this.hashAlgorithm = hashAlgorithm;
    }

    /// The suite with this number, if it is one of ours.
    public static Optional<CipherSuite> ofCode(int code) {
        for (CipherSuite suite : values()) {
            if (suite.code == code) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /// The suite's number in TLS.
    public int code() {
        return code;
    }

    /// Bytes of the AEAD and header protection keys.
    public int keyLength() {
        return keyLength;
    }

    /// Bytes of the hash and of every secret.
    public int hashLength() {
        return hashLength;
    }

    /// The hash's name in the JCA.
    public String hashAlgorithm() {
        return hashAlgorithm;
    }
}
