/// Loss recovery: what was sent, the round-trip time, which packets are lost and when to probe. It
/// knows neither frames nor congestion controllers. May import `range`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002 RFC 9002: Loss Detection and Congestion Control
@org.jspecify.annotations.NullMarked
package dev.quoll.core.recovery;
