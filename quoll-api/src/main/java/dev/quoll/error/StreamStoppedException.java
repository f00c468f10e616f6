package dev.quoll.error;

/// The peer does not want to receive any more of the stream.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.5 RFC 9000, section 19.5: STOP_SENDING
public final class StreamStoppedException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final long code;

    public StreamStoppedException(long code) {
        super("the peer stopped the stream with code " + code, null);
        this.code = code;
    }

    /// The peer's application error code, 0 to 2^62-1.
    public long code() {
        return code;
    }
}
