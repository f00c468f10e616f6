/// Address validation tokens as applications see them: a server's keys and its record of used ones,
/// a client's store. May import core's values and `core.token`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.3 RFC 9000, section 8.1.3: Address
///   Validation for Future Connections
@org.jspecify.annotations.NullMarked
package dev.quoll.token;
