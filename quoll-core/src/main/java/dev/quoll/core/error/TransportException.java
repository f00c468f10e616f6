package dev.quoll.core.error;

import org.jspecify.annotations.Nullable;

/// The peer broke the protocol. Thrown by a room, caught once where datagrams enter the connection,
/// and turned into a CONNECTION_CLOSE; it never leaves core, and carries no stack trace, since a
/// hostile peer decides how often it is made.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-11.1 RFC 9000, section 11.1
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long code;

    public TransportException(TransportErrorCode code, String reason) {
        this(code.code(), reason, null);
    }

    private TransportException(long code, String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
        this.code = code;
    }

    /// A failure of the TLS handshake, which QUIC reports as `0x0100 + alert` (RFC 9001 §4.8).
    public static TransportException crypto(TlsAlert alert, String reason) {
        return new TransportException(
                TransportErrorCode.CRYPTO_ERROR_BASE + alert.code(), reason, null);
    }

    /// A failure of the TLS handshake that has a cause of its own, such as the
    /// `CertificateException` of a trust manager.
    public static TransportException crypto(TlsAlert alert, String reason, Throwable cause) {
        return new TransportException(
                TransportErrorCode.CRYPTO_ERROR_BASE + alert.code(), reason, cause);
    }

    /// The error code that goes into CONNECTION_CLOSE.
    public long code() {
        return code;
    }

    /// The reason, in words for a developer; sent to the peer.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
