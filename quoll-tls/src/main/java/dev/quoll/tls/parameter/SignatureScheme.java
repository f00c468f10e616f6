package dev.quoll.tls.parameter;

import java.util.Optional;

/// The signature schemes we verify, and sign with where the scheme is [Use#HANDSHAKE]. The order is
/// our preference.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3 RFC 8446, section 4.2.3
public enum SignatureScheme {
    ECDSA_SECP256R1_SHA256(0x0403, Use.HANDSHAKE),
    ED25519(0x0807, Use.HANDSHAKE),
    RSA_PSS_RSAE_SHA256(0x0804, Use.HANDSHAKE),
    RSA_PSS_PSS_SHA256(0x0809, Use.HANDSHAKE),
    ECDSA_SECP384R1_SHA384(0x0503, Use.HANDSHAKE),
    RSA_PSS_RSAE_SHA384(0x0805, Use.HANDSHAKE),
    RSA_PSS_PSS_SHA384(0x080a, Use.HANDSHAKE),
    ECDSA_SECP521R1_SHA512(0x0603, Use.HANDSHAKE),
    ED448(0x0808, Use.HANDSHAKE),
    RSA_PSS_RSAE_SHA512(0x0806, Use.HANDSHAKE),
    RSA_PSS_PSS_SHA512(0x080b, Use.HANDSHAKE),
    RSA_PKCS1_SHA256(0x0401, Use.CERTIFICATES_ONLY),
    RSA_PKCS1_SHA384(0x0501, Use.CERTIFICATES_ONLY),
    RSA_PKCS1_SHA512(0x0601, Use.CERTIFICATES_ONLY);

    /// What a scheme may sign in TLS 1.3.
    public enum Use {
        /// The handshake itself, and certificates.
        HANDSHAKE,
        /// Certificates alone (RFC 8446 §4.2.3).
        CERTIFICATES_ONLY
    }

    private final int code;
    private final Use use;

    SignatureScheme(int code, Use use) {
        this.code = code;
        this.use = use;
    }

    /// The scheme with this number, if it is one of ours.
    public static Optional<SignatureScheme> ofCode(int code) {
        for (SignatureScheme scheme : values()) {
            if (scheme.code == code) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /// The scheme's number in TLS.
    public int code() {
        return code;
    }

    /// What the scheme may sign.
    public Use use() {
        return use;
    }
}
