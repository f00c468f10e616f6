package dev.quoll.core.id;

import java.util.Arrays;
import java.util.HexFormat;

/// A connection ID: 0 to 20 bytes chosen by the endpoint that receives packets with it. Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
public final class ConnectionId {
    /// The most bytes a connection ID of version 1 and 2 has (RFC 9000 §17.2).
    public static final int MAX_LENGTH = 20;

    /// The connection ID without bytes, of endpoints that tell connections apart by address.
    public static final ConnectionId EMPTY = new ConnectionId(new byte[0]);

    private final byte[] bytes;
    private final int hash;

    private ConnectionId(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /// Copies a part of `source`.
    ///
    /// @throws IllegalArgumentException if `length` is over [#MAX_LENGTH]
    public static ConnectionId of(byte[] source, int offset, int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("connection ID of " + length + " bytes");
        }
        return length == 0
                ? EMPTY
                : new ConnectionId(Arrays.copyOfRange(source, offset, offset + length));
    }

    /// Copies all of `source`.
    public static ConnectionId of(byte[] source) {
        return of(source, 0, source.length);
    }

    /// How many bytes it has, 0 to 20.
    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Writes the bytes into `target` at `offset`.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /// Whether `source` has exactly these bytes at `offset`, the caller knowing the length.
    public boolean matches(byte[] source, int offset, int length) {
        return length == bytes.length
                && Arrays.equals(bytes, 0, length, source, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionId that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
