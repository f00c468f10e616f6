package dev.quoll.core.connection;

/// Whether the latency spin bit is used.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.4 RFC 9000, section 17.4
public enum SpinPolicy {
    /// On most paths; on one of 16 it stands still, so that those are not conspicuous who want it.
    ALLOWED,
    /// Nowhere.
    FORBIDDEN
}
