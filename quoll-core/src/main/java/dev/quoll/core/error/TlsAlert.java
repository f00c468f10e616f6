package dev.quoll.core.error;

import java.util.Locale;

/// The TLS alerts a QUIC connection can end with, sent as CRYPTO_ERROR codes.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-6 RFC 8446, section 6: Alert Protocol
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.8 RFC 9001, section 4.8: TLS Errors
public enum TlsAlert {
    UNEXPECTED_MESSAGE(10),
    BAD_RECORD_MAC(20),
    HANDSHAKE_FAILURE(40),
    BAD_CERTIFICATE(42),
    UNSUPPORTED_CERTIFICATE(43),
    CERTIFICATE_REVOKED(44),
    CERTIFICATE_EXPIRED(45),
    CERTIFICATE_UNKNOWN(46),
    ILLEGAL_PARAMETER(47),
    UNKNOWN_CA(48),
    ACCESS_DENIED(49),
    DECODE_ERROR(50),
    DECRYPT_ERROR(51),
    PROTOCOL_VERSION(70),
    INSUFFICIENT_SECURITY(71),
    INTERNAL_ERROR(80),
    MISSING_EXTENSION(109),
    UNSUPPORTED_EXTENSION(110),
    UNRECOGNIZED_NAME(112),
    BAD_CERTIFICATE_STATUS_RESPONSE(113),
    UNKNOWN_PSK_IDENTITY(115),
    CERTIFICATE_REQUIRED(116),
    NO_APPLICATION_PROTOCOL(120);

    private final int code;

    TlsAlert(int code) {
        this.code = code;
    }

    /// The alert's number, 0 to 255.
    public int code() {
        return code;
    }

    static String nameOf(int code) {
        for (TlsAlert alert : values()) {
            if (alert.code == code) {
                return alert.name().toLowerCase(Locale.ROOT);
            }
        }
        return "alert " + code;
    }
}
