/// The versions of QUIC this library speaks, as values: their numbers, salts, labels and the codes
/// of their long-header packets. Imports nothing of core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-15 RFC 9000, section 15: Versions
@org.jspecify.annotations.NullMarked
package dev.quoll.core.version;
