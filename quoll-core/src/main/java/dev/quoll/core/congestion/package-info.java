/// Congestion control of one route: how much may be in flight, and how evenly it is sent. May
/// import `spi`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7: Congestion Control
@org.jspecify.annotations.NullMarked
package dev.quoll.core.congestion;
