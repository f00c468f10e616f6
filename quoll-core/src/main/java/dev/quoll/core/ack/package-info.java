/// Acknowledging what arrives: which packets were received, and when to say so. May import `range`,
/// `address`, `frame` and `delivery`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2 RFC 9000, section 13.2
@org.jspecify.annotations.NullMarked
package dev.quoll.core.ack;
