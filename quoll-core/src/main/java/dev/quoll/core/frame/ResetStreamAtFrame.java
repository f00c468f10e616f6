package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// Ends the sending part of a stream, but not before its beginning is delivered. Immutable.
///
/// ```
/// RESET_STREAM_AT Frame {
///   Type (i) = 0x24, Stream ID (i), Application Protocol Error Code (i), Final Size (i),
///   Reliable Size (i)
/// }
/// ```
///
/// @param streamId the stream
/// @param applicationErrorCode why, in the application's codes, 0 to 2^62-1
/// @param finalSize bytes the stream has counted for flow control, 0 to 2^62-1
/// @param reliableSize bytes that are delivered all the same, at most `finalSize`
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-quic-reliable-stream-reset draft §4
public record ResetStreamAtFrame(
        long streamId, long applicationErrorCode, long finalSize, long reliableSize)
        implements Frame {
    static final int TYPE = 0x24;

    static ResetStreamAtFrame read(ByteReader in) throws TransportException {
        ResetStreamAtFrame frame =
                new ResetStreamAtFrame(in.varint(), in.varint(), in.varint(), in.varint());
        if (frame.reliableSize > frame.finalSize) { // draft §4
            throw new TransportException(
                    TransportErrorCode.FRAME_ENCODING_ERROR, "reliable size past the final size");
        }
        return frame;
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE)
                .varint(streamId)
                .varint(applicationErrorCode)
                .varint(finalSize)
                .varint(reliableSize);
    }

    @Override
    public int length() {
        return Varint.size(TYPE)
                + Varint.size(streamId)
                + Varint.size(applicationErrorCode)
                + Varint.size(finalSize)
                + Varint.size(reliableSize);
    }
}
