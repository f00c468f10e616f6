package dev.quoll.core.observe;

/// The kinds of packets, and of the keys that protect them.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17
public enum PacketKind {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    ONE_RTT,
    /// Without frames and keys.
    RETRY,
    /// Without frames and keys.
    VERSION_NEGOTIATION
}
