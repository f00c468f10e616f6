package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;

/// Asks the peer to acknowledge at once. Immutable.
///
/// ```
/// IMMEDIATE_ACK Frame { Type (i) = 0x1f }
/// ```
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-quic-ack-frequency#section-5 draft §5
public record ImmediateAckFrame() implements Frame {
    static final int TYPE = 0x1f;

    /// The only one needed.
    public static final ImmediateAckFrame INSTANCE = new ImmediateAckFrame();

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE);
    }

    @Override
    public int length() {
        return Varint.size(TYPE);
    }
}
