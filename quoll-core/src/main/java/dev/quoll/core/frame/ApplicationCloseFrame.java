package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;

/// Ends the connection with an error of the application. Immutable.
///
/// ```
/// CONNECTION_CLOSE Frame {
///   Type (i) = 0x1d, Error Code (i), Reason Phrase Length (i), Reason Phrase (..)
/// }
/// ```
///
/// @param errorCode the application's code, 0 to 2^62-1
/// @param reason the application's bytes; copied
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.19 RFC 9000, section 19.19
public record ApplicationCloseFrame(long errorCode, byte[] reason) implements Frame {
    static final int TYPE = 0x1d;

    public ApplicationCloseFrame {
        reason = reason.clone();
    }

    static ApplicationCloseFrame read(ByteReader in) throws TransportException {
        long errorCode = in.varint();
        return new ApplicationCloseFrame(errorCode, in.bytes(in.countOfBytes()));
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(errorCode).varint(reason.length).bytes(reason);
    }

    @Override
    public int length() {
        return Varint.size(TYPE)
                + Varint.size(errorCode)
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
        return other instanceof ApplicationCloseFrame that
                && that.errorCode == errorCode
                && Arrays.equals(that.reason, reason);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(errorCode) + Arrays.hashCode(reason);
    }

    @Override
    public String toString() {
        return "ApplicationCloseFrame[errorCode="
                + errorCode
                + ", reason="
                + reason.length
                + " bytes]";
    }
}
