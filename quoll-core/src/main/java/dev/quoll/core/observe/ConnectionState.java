package dev.quoll.core.observe;

/// How far a connection is.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1 RFC 9001, section 4.1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.2 RFC 9000, section 10.2
public enum ConnectionState {
    /// The first packet is sent or received.
    ATTEMPTED,
    /// TLS is finished on this side.
    HANDSHAKE_COMPLETE,
    /// TLS is known to be finished on both sides.
    HANDSHAKE_CONFIRMED,
    /// This side closes.
    CLOSING,
    /// The peer closes.
    DRAINING,
    /// Over.
    CLOSED
}
