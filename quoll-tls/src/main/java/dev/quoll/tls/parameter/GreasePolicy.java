package dev.quoll.tls.parameter;

/// Whether a client offers values that mean nothing, so that servers stay used to ignoring what
/// they do not know.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8701 RFC 8701: GREASE
public enum GreasePolicy {
    /// Some are offered, others in each connection.
    SEND,

    /// None is offered: a connection looks like the next one.
    OMIT
}
