package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Ends the sending part of a stream at once; what is missing will not come. Immutable.
///
/// ```
/// RESET_STREAM Frame {
///   Type (i) = 0x04, Stream ID (i), Application Protocol Error Code (i), Final Size (i)
/// }
/// ```
///
/// @param streamId the stream
/// @param applicationErrorCode why, in the application's codes, 0 to 2^62-1
/// @param finalSize bytes the stream has counted for flow control, 0 to 2^62-1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.4 RFC 9000, section 19.4
public record ResetStreamFrame(long streamId, long applicationErrorCode, long finalSize)
        implements Frame {
    static final int TYPE = 0x04;

    static ResetStreamFrame read(ByteReader in) throws TransportException {
        return new ResetStreamFrame(in.varint(), in.varint(), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(streamId).varint(applicationErrorCode).varint(finalSize);
    }

    @Override
    public int length() {
        return Varint.size(TYPE)
                + Varint.size(streamId)
                + Varint.size(applicationErrorCode)
                + Varint.size(finalSize);
    }
}
