/// The numbers of TLS's registries that a configuration can name: groups and signature schemes.
/// Imports nothing of TLS.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-11 RFC 8446, section 11
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.parameter;
