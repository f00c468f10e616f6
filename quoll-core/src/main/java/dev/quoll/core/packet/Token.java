package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;

import java.util.Arrays;
import java.util.HexFormat;

/// An address validation token: bytes that only the server that made them understands. Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
public final class Token {
    /// No token.
    public static final Token NONE = new Token(new byte[0]);

    private final byte[] bytes;

    private Token(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A token of these bytes, copied.
    public static Token of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Token(bytes.clone());
    }

    /// How many bytes it has.
    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Writes length and bytes.
    void write(ByteWriter out) {
        out.varint(bytes.length).bytes(bytes);
    }

    /// Writes the bytes alone.
    void writeBytes(ByteWriter out) {
        out.bytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
