/// What can be exchanged from outside: the TLS handshake, packet protection, the congestion
/// controller and the generator of connection IDs. Implementations run inside the connection and
/// must not block; slow work is a [HandshakeTask]. May import level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4 RFC 9001, section 4: Carrying TLS
///   Messages
@org.jspecify.annotations.NullMarked
package dev.quoll.core.spi;
