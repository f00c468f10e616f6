/// Where datagrams come from and go to: the four-tuple and the ECN mark of a datagram. Imports
/// nothing of core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9: Connection Migration
@org.jspecify.annotations.NullMarked
package dev.quoll.core.address;
