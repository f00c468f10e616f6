/// The fate of what was sent: what a packet carried is remembered in a few numbers per frame, so
/// that the room that wrote a frame learns whether it arrived. May import `frame`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.3 RFC 9000, section 13.3
@org.jspecify.annotations.NullMarked
package dev.quoll.core.delivery;
