/// Signatures over the handshake: which scheme fits which key, how the JCA calls it, what is
/// signed. May import `parameter`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3 RFC 8446, section 4.4.3
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.signature;
