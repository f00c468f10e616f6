/// Sets of numbers kept as ranges: packet numbers received, bytes of a stream acknowledged. Imports
/// nothing of core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2.3 RFC 9000, section 13.2.3
@org.jspecify.annotations.NullMarked
package dev.quoll.core.range;
