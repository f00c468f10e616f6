package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Asks the peer to stop sending on a stream, because nobody will read it. Immutable.
///
/// ```
/// STOP_SENDING Frame { Type (i) = 0x05, Stream ID (i), Application Protocol Error Code (i) }
/// ```
///
/// @param streamId the stream
/// @param applicationErrorCode why, in the application's codes, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.5 RFC 9000, section 19.5
public record StopSendingFrame(long streamId, long applicationErrorCode) implements Frame {
    static final int TYPE = 0x05;

    static StopSendingFrame read(ByteReader in) throws TransportException {
        return new StopSendingFrame(in.varint(), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(streamId).varint(applicationErrorCode);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(streamId) + Varint.size(applicationErrorCode);
    }
}
