package dev.quoll.core.packet;

/// What is asked of the fixed bit of packets that arrive.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9287#section-3 RFC 9287, section 3
public enum FixedBit {
    /// It must be set.
    REQUIRED,
    /// We told peers that they may clear it.
    GREASED
}
