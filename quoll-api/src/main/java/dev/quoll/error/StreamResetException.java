package dev.quoll.error;

/// The peer reset the stream: what it had not delivered is lost.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.4 RFC 9000, section 19.4: RESET_STREAM
public final class StreamResetException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final long code;

    public StreamResetException(long code) {
        super("the peer reset the stream with code " + code, null);
        this.code = code;
    }

    /// The peer's application error code, 0 to 2^62-1.
    public long code() {
        return code;
    }
}
