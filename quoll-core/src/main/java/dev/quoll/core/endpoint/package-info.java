/// Which connection a datagram is for, and what is to be done with one that is for none: most are
/// ignored, a client's first Initial may begin a connection. What is answered without a connection
/// has its place here: Retry, refusals, Version Negotiation, stateless resets. May import levels 0
/// to 4.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.2 RFC 9000, section 5.2: Matching Packets
///   to Connections
@org.jspecify.annotations.NullMarked
package dev.quoll.core.endpoint;
