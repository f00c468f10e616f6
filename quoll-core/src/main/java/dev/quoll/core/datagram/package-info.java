/// Unreliable datagrams: two bounded queues between the application and the packets. May import
/// `error`, `frame`, `delivery`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9221 RFC 9221: An Unreliable Datagram Extension to QUIC
@org.jspecify.annotations.NullMarked
package dev.quoll.core.datagram;
