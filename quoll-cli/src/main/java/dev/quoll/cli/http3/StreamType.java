package dev.quoll.cli.http3;

/// The first number on a unidirectional stream, which says what it is for.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-6.2 RFC 9114, section 6.2
final class StreamType {
    static final int CONTROL = 0x00;
    static final int PUSH = 0x01;
    static final int QPACK_ENCODER = 0x02;
    static final int QPACK_DECODER = 0x03;

    private StreamType() {}
}
