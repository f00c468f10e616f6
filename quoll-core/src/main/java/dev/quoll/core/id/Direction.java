package dev.quoll.core.id;

/// Whether a stream carries data both ways or only away from the side that opened it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.1 RFC 9000, section 2.1
public enum Direction {
    BIDIRECTIONAL,
    UNIDIRECTIONAL
}
