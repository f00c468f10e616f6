/// Connection IDs of one path: those the peer sends to and those we send to, and the generators of
/// IDs and reset tokens. May import `frame`, `delivery`, `range` and `spi`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1: Connection ID
@org.jspecify.annotations.NullMarked
package dev.quoll.core.cid;
