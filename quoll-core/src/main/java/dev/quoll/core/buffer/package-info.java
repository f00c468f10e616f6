/// Bytes of a stream between the application and packets: what was written and may have to be sent
/// again, and what arrived in any order, to be read in the order of the stream or as it came.
/// Streams and the CRYPTO streams of the handshake use the same types. Imports nothing of core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.2 RFC 9000, section 2.2: Sending and
///   Receiving Data
@org.jspecify.annotations.NullMarked
package dev.quoll.core.buffer;
