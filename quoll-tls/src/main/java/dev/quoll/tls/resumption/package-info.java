/// What resumption leaves behind between connections: a server's ticket keys and its guard against
/// replays, a client's stored sessions. Nothing here knows what is inside a ticket or a session.
/// May import `codec` and core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-2.2 RFC 8446, section 2.2: Resumption and
///   Pre-Shared Key (PSK)
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.resumption;
