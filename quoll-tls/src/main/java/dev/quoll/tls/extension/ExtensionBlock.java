package dev.quoll.tls.extension;

/// The places in which lists of extensions occur.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2
public enum ExtensionBlock {
    CLIENT_HELLO,
    SERVER_HELLO,
    HELLO_RETRY_REQUEST,
    ENCRYPTED_EXTENSIONS,
    CERTIFICATE_REQUEST,
    CERTIFICATE,
    NEW_SESSION_TICKET
}
