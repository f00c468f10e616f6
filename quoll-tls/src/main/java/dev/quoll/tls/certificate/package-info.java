/// Certificates and raw public keys: our own with their private halves, the PEM they come in, and
/// whether to trust a peer's. The checking of chains and names is the JDK's. May import `codec`,
/// `parameter`, `signature` and `trust`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2 RFC 8446, section 4.4.2: Certificate
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.certificate;
