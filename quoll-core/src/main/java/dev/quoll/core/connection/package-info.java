/// A connection: the only package that knows all rooms. It decides which packet goes where, gives
/// each frame to its room, and turns one room's answer into a call on another. No clock, no lock,
/// no socket: datagrams and the time come in, datagrams and a deadline come out. May import levels
/// 0 to 3.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5 RFC 9000, section 5: Connections
@org.jspecify.annotations.NullMarked
package dev.quoll.core.connection;
