package dev.quoll.tls.parameter;

/// Whether peers get values that mean nothing, so that they stay used to ignoring what they do not
/// know.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8701 RFC 8701: GREASE
public enum GreasePolicy {
    /// They get some, others in each connection.
    SEND,

    /// They get none: a connection looks like the next one.
    OMIT
}
