package dev.quoll.core.id;

import java.security.MessageDigest;
import java.util.Arrays;

/// The 16 secret bytes by which an endpoint that lost its state ends a connection. Immutable;
/// compared in constant time and never printed.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3 RFC 9000, section 10.3
public final class StatelessResetToken {
    /// How many bytes a token has.
    public static final int LENGTH = 16;

    private final byte[] bytes;

    private StatelessResetToken(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies 16 bytes of `source` from `offset`.
    public static StatelessResetToken of(byte[] source, int offset) {
        return new StatelessResetToken(Arrays.copyOfRange(source, offset, offset + LENGTH));
    }

    /// Writes the bytes into `target` at `offset`.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH);
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Whether these are the same bytes, in a time that does not depend on them (RFC 9000 §10.3.1).
    @Override
    public boolean equals(Object other) {
        return other instanceof StatelessResetToken that
                && MessageDigest.isEqual(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "StatelessResetToken[hidden]";
    }
}
