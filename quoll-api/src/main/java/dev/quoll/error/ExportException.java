package dev.quoll.error;

/// Keying material cannot be exported.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.5 RFC 8446, section 7.5: Exporters
public final class ExportException extends QuicException {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// The handshake is not done, so nobody is authenticated yet.
        HANDSHAKE_NOT_DONE("the handshake is not done; wait for the connection first"),
        /// Less than 1 byte, or more than 255 times the hash of the cipher suite.
        LENGTH_OUT_OF_RANGE("the length must be from 1 to 255 times the hash's"),
        /// The connection is closed and its secrets are forgotten.
        CONNECTION_CLOSED("the connection is closed and its secrets are forgotten");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;

    public ExportException(Reason reason) {
        super(reason.words, null);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
