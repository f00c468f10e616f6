package dev.quoll.core.observe;

/// By what a packet is declared lost.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6.1 RFC 9002, section 6.1
public enum LossTrigger {
    /// Enough packets sent after it were acknowledged.
    REORDERING_THRESHOLD,
    /// A packet sent after it was acknowledged, and it is too old.
    TIME_THRESHOLD
}
