package dev.quoll.sim.application;

import dev.quoll.sim.seed.Seed;

/// Bytes without end that nobody stores: each follows from the seed and its offset, so sender and
/// receiver of any length agree on them, and a byte in the wrong place is noticed. *Immutable*.
///
/// @param seed which bytes
public record Content(Seed seed) {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    /// Writes the bytes of `position` and on.
    public void fill(byte[] bytes, int offset, int length, long position) {
        for (int i = 0; i < length; i++) {
            bytes[offset + i] = at(position + i);
        }
    }

    /// Where `bytes` first differ from those of `position` and on.
    ///
    /// @return the position, or `position + length` if they are all right
    public long mismatch(byte[] bytes, int offset, int length, long position) {
        int i = 0;
        while (i < length && bytes[offset + i] == at(position + i)) {
            i++;
        }
        return position + i;
    }

    /// The byte at `position`: one of the eight that its word is hashed to.
    private byte at(long position) {
        long word = (position / Long.BYTES + seed.value()) * GOLDEN_GAMMA;
        word ^= word >>> 32;
        return (byte) (word >>> (position % Long.BYTES) * Byte.SIZE);
    }
}
