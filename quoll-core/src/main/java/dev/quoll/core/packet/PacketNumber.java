package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;

/// Packet numbers on the wire: the lowest 1 to 4 bytes of a number from 0 to 2^62-1. Static
/// functions, since every packet has one.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.1 RFC 9000, section 17.1
public final class PacketNumber {
    /// Where a largest packet number is asked for and there is none yet.
    public static final long NONE = -1;

    /// The highest packet number.
    public static final long MAX_VALUE = (1L << 62) - 1;

    /// The most bytes on the wire.
    public static final int MAX_LENGTH = 4;

    private PacketNumber() {}

    /// How many bytes the peer needs to know which packet is meant: enough for twice the packets
    /// that are not acknowledged.
    ///
    /// @param largestAcknowledged the largest the peer acknowledged, or [#NONE]
    /// @return 1 to 4
    /// @throws IllegalStateException if over 2^31 packets are not acknowledged
    /// @spec https://www.rfc-editor.org/rfc/rfc9000#appendix-A.2 RFC 9000, appendix A.2
    public static int encodedLength(long packetNumber, long largestAcknowledged) {
        long unacknowledged = packetNumber - largestAcknowledged;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            if (unacknowledged <= 1L << 8 * length - 1) {
                return length;
            }
        }
        throw new IllegalStateException(unacknowledged + " packets are not acknowledged");
    }

    /// Writes the lowest `length` bytes.
    public static void write(ByteWriter out, long packetNumber, int length) {
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.uint8((int) (packetNumber >>> shift));
        }
    }

    /// Reads `length` bytes, 1 to 4, that are the lowest of a packet number.
    public static long readTruncated(byte[] bytes, int offset, int length) {
        long truncated = 0;
        for (int i = 0; i < length; i++) {
            truncated = truncated << 8 | bytes[offset + i] & 0xff;
        }
        return truncated;
    }

    /// The packet number that ends in `truncated` and is closest to the next one expected.
    ///
    /// @param largest the largest packet number opened so far, or [#NONE]
    /// @param length bytes of `truncated`, 1 to 4
    /// @spec https://www.rfc-editor.org/rfc/rfc9000#appendix-A.3 RFC 9000, appendix A.3
    public static long decode(long largest, long truncated, int length) {
        long expected = largest + 1;
        long window = 1L << 8 * length;
        long candidate = expected & -window | truncated;
        if (candidate <= expected - window / 2 && candidate <= MAX_VALUE - window) {
            return candidate + window;
        }
        if (candidate > expected + window / 2 && candidate >= window) {
            return candidate - window;
        }
        return candidate;
    }
}
