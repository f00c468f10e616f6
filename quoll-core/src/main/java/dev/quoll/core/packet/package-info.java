/// Packets on the outside: headers, packet numbers, Retry and Version Negotiation, and how several
/// packets share a datagram. What is inside a packet, and its keys, are not known here. May import
/// level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17: Packet Formats
@org.jspecify.annotations.NullMarked
package dev.quoll.core.packet;
