/// The handshake messages of TLS 1.3: records that read and write themselves. What a message says
/// is judged elsewhere; here only its form is. May import `codec` and `extension`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4 RFC 8446, section 4: Handshake Protocol
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.message;
