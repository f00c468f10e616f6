package dev.quoll.tls.trust;

/// Whether a server wants to know who its clients are.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.3.2 RFC 8446, section 4.3.2
public enum ClientAuthentication {
    /// Clients are not asked.
    NONE,
    /// Clients are asked; one without a certificate is accepted nevertheless.
    OPTIONAL,
    /// A client without a certificate is refused.
    REQUIRED
}
