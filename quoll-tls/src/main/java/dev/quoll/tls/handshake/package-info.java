/// The two roles of a handshake: which message is due, whether it may be accepted, what is
/// answered. May import all other packages of TLS but the configurations on top.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-2 RFC 8446, section 2: Protocol Overview
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4 RFC 9001, section 4: Carrying TLS
///   Messages
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.handshake;
