package dev.quoll.tls.parameter;

import java.util.Optional;

/// The forms in which a peer can show its public key.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7250#section-3 RFC 7250, section 3
public enum CertificateType {
    /// A chain of certificates; what is meant where nothing is said.
    X509(0),
    /// The key alone, as a SubjectPublicKeyInfo.
    RAW_PUBLIC_KEY(2);

    private final int code;

    CertificateType(int code) {
        this.code = code;
    }

    /// The type with this number, if it is one of ours.
    public static Optional<CertificateType> ofCode(int code) {
        for (CertificateType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The type's number in TLS.
    public int code() {
        return code;
    }
}
