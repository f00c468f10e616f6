/// Packet number spaces: what was sent and received under one sequence of packet numbers, and the
/// CRYPTO stream that goes with an encryption level. May import `ack`, `recovery`, `delivery`,
/// `buffer` and level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.3 RFC 9000, section 12.3
@org.jspecify.annotations.NullMarked
package dev.quoll.core.space;
