/// What is inside a ticket of ours, and inside a session that a client stored; how old a ticket is.
/// May import `codec` and `certificate`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.ticket;
