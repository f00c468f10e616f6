package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;

/// Ends the connection with a transport error. Immutable.
///
/// ```
/// CONNECTION_CLOSE Frame {
///   Type (i) = 0x1c, Error Code (i), Frame Type (i),
///   Reason Phrase Length (i), Reason Phrase (..)
/// }
/// ```
///
/// @param errorCode a transport error code, 0 to 2^62-1
/// @param frameType the frame at fault, 0 if none is known
/// @param reason UTF-8 for a developer, not to be trusted; copied
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.19 RFC 9000, section 19.19
public record ConnectionCloseFrame(long errorCode, long frameType, byte[] reason) implements Frame {
    static final int TYPE = 0x1c;

    public ConnectionCloseFrame {
        reason = reason.clone();
    }

    static ConnectionCloseFrame read(ByteReader in) throws TransportException {
        long errorCode = in.varint();
        long frameType = in.varint();
        return new ConnectionCloseFrame(errorCode, frameType, in.bytes(in.countOfBytes()));
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(errorCode).varint(frameType).varint(reason.length).bytes(reason);
    }

    @Override
    public int length() {
        return Varint.size(TYPE)
                + Varint.size(errorCode)
                + Varint.size(frameType)
                + Varint.size(reason.length)
                + reason.length;
    }

    @Override
    public boolean isAckEliciting() {
        return false;
    }

    @Override
    public byte[] reason() {
        return reason.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionCloseFrame that
                && that.errorCode == errorCode
                && that.frameType == frameType
                && Arrays.equals(that.reason, reason);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(frameType) + Arrays.hashCode(reason))
                + Long.hashCode(errorCode);
    }

    @Override
    public String toString() {
        return "ConnectionCloseFrame[errorCode="
                + errorCode
                + ", frameType="
                + frameType
                + ", reason="
                + reason.length
                + " bytes]";
    }
}
