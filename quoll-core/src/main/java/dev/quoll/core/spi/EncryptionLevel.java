package dev.quoll.core.spi;

/// The four stages of protection of a connection, in the order in which their keys appear.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1.4 RFC 9001, section 4.1.4
public enum EncryptionLevel {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    ONE_RTT
}
