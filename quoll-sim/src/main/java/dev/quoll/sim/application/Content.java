package dev.quoll.sim.application;

import dev.quoll.sim.seed.Seed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes without end that nobody stores: each follows from the seed and its offset, so sender and
/// receiver of any length agree on them, and a byte in the wrong place is noticed. *Immutable*.
///
/// @param seed which bytes
public record Content(Seed seed) {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Writes the bytes of `position` and on.
    public void fill(byte[] bytes, int offset, int length, long position) {
        int i = 0;
        while (i < length) {
            if (isWholeWord(position + i, length - i)) {
                WORD.set(bytes, offset + i, wordAt(position + i));
                i += Long.BYTES;
            } else {
                bytes[offset + i] = at(position + i);
                i++;
            }
        }
    }

    /// Where `bytes` first differ from those of `position` and on.
    ///
    /// @return the position, or `position + length` if they are all right
    public long mismatch(byte[] bytes, int offset, int length, long position) {
        int i = 0;
        while (i < length) {
            if (isWholeWord(position + i, length - i)
                    && (long) WORD.get(bytes, offset + i) == wordAt(position + i)) {
                i += Long.BYTES;
            } else if (bytes[offset + i] == at(position + i)) {
                i++;
            } else {
                break;
            }
        }
        return position + i;
    }

    private static boolean isWholeWord(long position, int length) {
        return position % Long.BYTES == 0 && length >= Long.BYTES;
    }

    /// The byte at `position`: one of the eight that its word is hashed to.
    private byte at(long position) {
        return (byte) (wordAt(position) >>> (position % Long.BYTES) * Byte.SIZE);
    }

    /// The eight bytes of which that at `position` is one, the first in the lowest bits.
    private long wordAt(long position) {
        long word = (position / Long.BYTES + seed.value()) * GOLDEN_GAMMA;
        return word ^ word >>> 32;
    }
}
