/// Identifiers as values: connection IDs, stateless reset tokens, stream and path identifiers. May
/// import `error`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1: Connection ID
@org.jspecify.annotations.NullMarked
package dev.quoll.core.id;
