/// Network paths: a [Path] has a number, packet numbers and connection IDs of its own; it leads
/// over a [Route], a four-tuple with its round-trip time, congestion window and datagram size. May
/// import `space` and levels 0 to 2.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8 RFC 9000, section 8: Address Validation
@org.jspecify.annotations.NullMarked
package dev.quoll.core.path;
