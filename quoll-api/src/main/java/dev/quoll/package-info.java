/// QUIC for Java programs: an [dev.quoll.Endpoint] binds a UDP socket, makes and accepts
/// [dev.quoll.Connection]s, and these have streams. Calls block the thread that makes them, which
/// is meant to be a virtual one. May import all but the inside of the other modules.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000 RFC 9000: QUIC
@org.jspecify.annotations.NullMarked
package dev.quoll;
