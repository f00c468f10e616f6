package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteWriter;

/// Asks the peer for an acknowledgement and says nothing else. Immutable.
///
/// ```
/// PING Frame { Type (i) = 0x01 }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.2 RFC 9000, section 19.2
public record PingFrame() implements Frame {
    static final int TYPE = 0x01;

    /// The only one needed.
    public static final PingFrame INSTANCE = new PingFrame();

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE);
    }

    @Override
    public int length() {
        return 1;
    }
}
