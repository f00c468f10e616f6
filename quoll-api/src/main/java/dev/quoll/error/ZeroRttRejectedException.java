package dev.quoll.error;

/// The server did not take the data that was sent before the handshake was done. Nothing that was
/// written on the stream counts, and nothing will come; what is still wanted is asked for again on
/// a fresh stream of the same connection.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
public final class ZeroRttRejectedException extends QuicException {
    private static final long serialVersionUID = 1L;

    public ZeroRttRejectedException() {
        super("the server did not take early data: ask again on a fresh stream", null);
    }
}
