/// The frames that packets carry. Control frames are records that read and write themselves;
/// STREAM, CRYPTO and ACK, of which there are many, are cursors that [FrameReader] uses again and
/// again. May import level 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19 RFC 9000, section 19: Frame Types and
///   Formats
@org.jspecify.annotations.NullMarked
package dev.quoll.core.frame;
