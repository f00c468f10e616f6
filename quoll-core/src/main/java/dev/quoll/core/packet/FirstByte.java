package dev.quoll.core.packet;

/// The bits of a packet's first byte. Those below the fixed bit are hidden by header protection,
/// but for the type of a long header and the spin bit of a short one.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2 RFC 9000, section 17.2: Long Header
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.3 RFC 9000, section 17.3: Short Header
public final class FirstByte {
    /// Set in every long header, clear in every short one; the same in all versions (RFC 8999 §5).
    public static final int LONG_BIT = 0x80;

    /// Set in every packet but those of peers that grease it (RFC 9287) and Version Negotiation.
    public static final int FIXED_BIT = 0x40;

    /// The latency spin bit of a short header (RFC 9000 §17.4).
    public static final int SPIN_BIT = 0x20;

    /// The key phase of a short header, once header protection is off (RFC 9001 §6).
    public static final int KEY_PHASE_BIT = 0x04;

    private static final int LONG_RESERVED_BITS = 0x0c;
    private static final int SHORT_RESERVED_BITS = 0x18;
    private static final int PACKET_NUMBER_LENGTH_BITS = 0x03;

    private FirstByte() {}

    /// Whether a long header begins with it.
    public static boolean isLong(int firstByte) {
        return (firstByte & LONG_BIT) != 0;
    }

    /// Whether the fixed bit is set.
    public static boolean hasFixedBit(int firstByte) {
        return (firstByte & FIXED_BIT) != 0;
    }

    /// Bytes of the packet number, 1 to 4; only once header protection is off.
    public static int packetNumberLength(int firstByte) {
        return (firstByte & PACKET_NUMBER_LENGTH_BITS) + 1;
    }

    /// Whether the reserved bits are zero, as they must be in a packet that turned out authentic,
    /// once header protection is off; otherwise it is a PROTOCOL_VIOLATION (RFC 9000 §17.2,
    /// §17.3.1).
    public static boolean hasValidReservedBits(int firstByte) {
        int reserved = isLong(firstByte) ? LONG_RESERVED_BITS : SHORT_RESERVED_BITS;
        return (firstByte & reserved) == 0;
    }

    /// Whether the spin bit of a short header is set.
    public static boolean isSpinSet(int firstByte) {
        return (firstByte & SPIN_BIT) != 0;
    }

    /// The key phase of a short header, 0 or 1; only once header protection is off.
    public static int keyPhase(int firstByte) {
        return (firstByte & KEY_PHASE_BIT) >>> 2;
    }
}
