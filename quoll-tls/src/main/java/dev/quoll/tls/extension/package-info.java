/// Extensions of handshake messages: which there are, where each may occur, and what is in those we
/// use. May import `codec` and `parameter`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2: Extensions
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.extension;
