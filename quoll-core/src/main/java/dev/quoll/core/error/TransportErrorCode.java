package dev.quoll.core.error;

/// The transport error codes of QUIC. The codes of TLS alerts, 0x0100 to 0x01ff, are not listed one
/// by one: see [TransportException#crypto].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-20.1 RFC 9000, section 20.1
public enum TransportErrorCode {
    NO_ERROR(0x00),
    INTERNAL_ERROR(0x01),
    CONNECTION_REFUSED(0x02),
    FLOW_CONTROL_ERROR(0x03),
    STREAM_LIMIT_ERROR(0x04),
    STREAM_STATE_ERROR(0x05),
    FINAL_SIZE_ERROR(0x06),
    FRAME_ENCODING_ERROR(0x07),
    TRANSPORT_PARAMETER_ERROR(0x08),
    CONNECTION_ID_LIMIT_ERROR(0x09),
    PROTOCOL_VIOLATION(0x0a),
    INVALID_TOKEN(0x0b),
    APPLICATION_ERROR(0x0c),
    CRYPTO_BUFFER_EXCEEDED(0x0d),
    KEY_UPDATE_ERROR(0x0e),
    AEAD_LIMIT_REACHED(0x0f),
    NO_VIABLE_PATH(0x10),
    /// RFC 9368 §4.
    VERSION_NEGOTIATION_ERROR(0x11);

    /// The first of the 256 codes that carry a TLS alert (RFC 9001 §4.8).
    public static final long CRYPTO_ERROR_BASE = 0x0100;

    private final long code;

    TransportErrorCode(long code) {
        this.code = code;
    }

    /// The number on the wire.
    public long code() {
        return code;
    }

    /// A name for any code a peer may send: the constant's, `CRYPTO_ERROR(alert)`, or the number.
    public static String nameOf(long code) {
        if (code >= CRYPTO_ERROR_BASE && code < CRYPTO_ERROR_BASE + 256) {
            return "CRYPTO_ERROR(" + TlsAlert.nameOf((int) (code - CRYPTO_ERROR_BASE)) + ")";
        }
        for (TransportErrorCode known : values()) {
            if (known.code == code) {
                return known.name();
            }
        }
        return "0x" + Long.toHexString(code);
    }
}
