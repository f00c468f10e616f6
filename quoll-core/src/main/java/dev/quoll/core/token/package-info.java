/// Address validation tokens: what is in them, what a server believes of one that comes back, and
/// which it has seen before. May import levels 0 and 1.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1: Address
///   Validation during Connection Establishment
@org.jspecify.annotations.NullMarked
package dev.quoll.core.token;
