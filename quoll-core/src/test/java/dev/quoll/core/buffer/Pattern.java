package dev.quoll.core.buffer;

/// Bytes whose value tells their offset, so that a byte in the wrong place is seen.
final class Pattern {
    private Pattern() {}

    static byte at(long offset) {
        return (byte) (offset * 31 + (offset >> 8) * 7 + (offset >> 16));
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int offset = 0; offset < length; offset++) {
            bytes[offset] = at(offset);
        }
        return bytes;
    }
}
