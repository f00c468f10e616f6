package dev.quoll.error;

/// A datagram cannot be sent.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9221#section-3 RFC 9221, section 3
public final class DatagramException extends QuicException {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// The peer takes none.
        UNSUPPORTED_BY_PEER("the peer takes no datagrams"),
        /// They are switched off here.
        DISABLED("datagrams are switched off in the configuration"),
        /// It is larger than a packet, the peer's limit or the whole buffer allows.
        TOO_LARGE("the datagram is too large for the path, the peer or the buffer");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;

    public DatagramException(Reason reason) {
        super(reason.words, null);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
