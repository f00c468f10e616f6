/// Reading and writing bytes: cursors over a part of a `byte[]`, and QUIC's variable-length
/// integers. May import `error`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-16 RFC 9000, section 16: Variable-Length
///   Integers
@org.jspecify.annotations.NullMarked
package dev.quoll.core.codec;
