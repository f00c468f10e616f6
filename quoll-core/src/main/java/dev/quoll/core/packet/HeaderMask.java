package dev.quoll.core.packet;

/// Puts header protection on and takes it off, given the mask. Static functions over a packet's
/// bytes; the masks come from a header protector.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4.1 RFC 9001, section 5.4.1
public final class HeaderMask {
    /// Bytes of a sample.
    public static final int SAMPLE_LENGTH = 16;

    /// Bytes of a mask that are used: one for the first byte, four for the packet number.
    public static final int MASK_LENGTH = 5;

    /// From the packet number's place to the sample, as if the number had all four bytes.
    static final int SAMPLE_DISTANCE = PacketNumber.MAX_LENGTH;

    private static final int LONG_BITS = 0x0f;
    private static final int SHORT_BITS = 0x1f;

    private HeaderMask() {}

    /// The index of the 16 bytes to sample, the packet number beginning at `packetNumberOffset`.
    public static int sampleOffset(int packetNumberOffset) {
        return packetNumberOffset + SAMPLE_DISTANCE;
    }

    /// Hides the header of a sealed packet.
    ///
    /// @param mask holds five bytes from `maskOffset` on
    public static void put(
            byte[] packet, int offset, int packetNumberOffset, byte[] mask, int maskOffset) {
        int length = FirstByte.packetNumberLength(packet[offset]);
        flipFirstByte(packet, offset, mask[maskOffset]);
        flipPacketNumber(packet, packetNumberOffset, length, mask, maskOffset);
    }

    /// Reveals the header of a packet that was received.
    ///
    /// @param mask holds five bytes from `maskOffset` on
    /// @return bytes of the packet number, 1 to 4
    public static int takeOff(
            byte[] packet, int offset, int packetNumberOffset, byte[] mask, int maskOffset) {
        flipFirstByte(packet, offset, mask[maskOffset]);
        int length = FirstByte.packetNumberLength(packet[offset]);
        flipPacketNumber(packet, packetNumberOffset, length, mask, maskOffset);
        return length;
    }

    private static void flipFirstByte(byte[] packet, int offset, byte mask) {
        int bits = FirstByte.isLong(packet[offset]) ? LONG_BITS : SHORT_BITS;
        packet[offset] ^= (byte) (mask & bits);
    }

    private static void flipPacketNumber(
            byte[] packet, int packetNumberOffset, int length, byte[] mask, int maskOffset) {
        for (int i = 0; i < length; i++) {
            packet[packetNumberOffset + i] ^= mask[maskOffset + 1 + i];
        }
    }
}
