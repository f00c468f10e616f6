/// Packet protection: keys out of secrets, AEAD and header masks on the JDK's own primitives, and a
/// protection without secrecy for tests; and keys that seal what comes back to its owner.
/// Implements `spi`; may import level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5 RFC 9001, section 5: Packet Protection
@org.jspecify.annotations.NullMarked
package dev.quoll.core.protection;
