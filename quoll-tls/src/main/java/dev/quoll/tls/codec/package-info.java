/// TLS's presentation language: numbers and vectors behind their lengths. Imports nothing of TLS.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-3 RFC 8446, section 3
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.codec;
