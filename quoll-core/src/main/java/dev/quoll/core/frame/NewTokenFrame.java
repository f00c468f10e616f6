package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;

/// Gives the client a token for a later connection to this server. Immutable.
///
/// ```
/// NEW_TOKEN Frame { Type (i) = 0x07, Token Length (i), Token (..) }
/// ```
///
/// @param token opaque, at least 1 byte and at most what a packet holds; copied
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.7 RFC 9000, section 19.7
public record NewTokenFrame(byte[] token) implements Frame {
    static final int TYPE = 0x07;

    public NewTokenFrame {
        token = token.clone();
    }

    static NewTokenFrame read(ByteReader in) throws TransportException {
        int length = in.countOfBytes();
        if (length == 0) { // RFC 9000 §19.7
            throw new TransportException(TransportErrorCode.FRAME_ENCODING_ERROR, "empty token");
        }
        return new NewTokenFrame(in.bytes(length));
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(token.length).bytes(token);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(token.length) + token.length;
    }

    @Override
    public byte[] token() {
        return token.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NewTokenFrame that && Arrays.equals(that.token, token);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(token);
    }

    @Override
    public String toString() {
        return "NewTokenFrame[token=" + token.length + " bytes]";
    }
}
