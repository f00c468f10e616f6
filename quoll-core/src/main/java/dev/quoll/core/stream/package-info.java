/// Streams: who opened which, what state each half is in, what waits to be sent or read, and the
/// flow control of streams and of the connection. [Streams] is the room; the rest is behind it. May
/// import `error`, `id`, `frame`, `delivery`, `buffer`, `flow`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2 RFC 9000, section 2: Streams
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3 RFC 9000, section 3: Stream States
@org.jspecify.annotations.NullMarked
package dev.quoll.core.stream;
