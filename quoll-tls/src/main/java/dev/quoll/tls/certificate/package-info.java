/// Certificates: our own with their keys, the PEM they come in, and whether to trust a server's.
/// The checking of chains and names is the JDK's. May import `parameter` and `signature`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2 RFC 8446, section 4.4.2: Certificate
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.certificate;
