package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteWriter;

/// Tells the client that the server has confirmed the handshake. Immutable.
///
/// ```
/// HANDSHAKE_DONE Frame { Type (i) = 0x1e }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.20 RFC 9000, section 19.20
public record HandshakeDoneFrame() implements Frame {
    static final int TYPE = 0x1e;

    /// The only one needed.
    public static final HandshakeDoneFrame INSTANCE = new HandshakeDoneFrame();

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE);
    }

    @Override
    public int length() {
        return 1;
    }
}
