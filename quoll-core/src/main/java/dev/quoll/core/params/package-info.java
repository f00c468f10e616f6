/// Transport parameters: what each side tells the other about itself during the handshake. May
/// import level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.4 RFC 9000, section 7.4: Transport
///   Parameters
@org.jspecify.annotations.NullMarked
package dev.quoll.core.params;
