package dev.quoll.core.id;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 16 secret bytes by which an endpoint that lost its state ends a connection. Immutable;
/// compared in constant time and never printed.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3 RFC 9000, section 10.3
public final class StatelessResetToken {
    /// How many bytes a token has.
    public static final int LENGTH = 16;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long first; // 8 bytes, and no array, since a connection has several tokens
    private final long second;

    private StatelessResetToken(long first, long second) {
        this.first = first;
        this.second = second;
    }

    /// Copies 16 bytes of `source` from `offset`.
    public static StatelessResetToken of(byte[] source, int offset) {
        return new StatelessResetToken(
                (long) LONG.get(source, offset), (long) LONG.get(source, offset + Long.BYTES));
    }

    /// Writes the bytes into `target` at `offset`.
    public void copyTo(byte[] target, int offset) {
        LONG.set(target, offset, first);
        LONG.set(target, offset + Long.BYTES, second);
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        copyTo(bytes, 0);
        return bytes;
    }

    /// Whether these are the same bytes, in a time that does not depend on them (RFC 9000 §10.3.1).
    @Override
    public boolean equals(Object other) {
        return other instanceof StatelessResetToken that
                && (that.first ^ first | that.second ^ second) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first) * 31 + Long.hashCode(second);
    }

    @Override
    public String toString() {
        return "StatelessResetToken[hidden]";
    }
}
