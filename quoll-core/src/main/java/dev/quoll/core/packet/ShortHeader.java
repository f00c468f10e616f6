package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;

/// Writes the header of 1-RTT packets. Static functions, since it is the header of nearly all.
///
/// ```
/// 1-RTT Packet {
///   Header Form (1) = 0, Fixed Bit (1) = 1, Spin Bit (1), Reserved Bits (2) = 0,
///   Key Phase (1), Packet Number Length (2),
///   Destination Connection ID (0..160), Packet Number (8..32), Packet Payload (8..)
/// }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.3.1 RFC 9000, section 17.3.1
public final class ShortHeader {
    private ShortHeader() {}

    /// Bytes that [#write] writes.
    public static int length(ConnectionId destination, int packetNumberLength) {
        return 1 + destination.length() + packetNumberLength;
    }

    /// Writes the header.
    ///
    /// @param bits [FirstByte#SPIN_BIT] and [FirstByte#KEY_PHASE_BIT] where they are to be set
    /// @param packetNumberLength 1 to 4, see [PacketNumber#encodedLength]
    /// @return the index in `out` of the packet number
    public static int write(
            ByteWriter out,
            ConnectionId destination,
            int bits,
            long packetNumber,
            int packetNumberLength) {
        assert (bits & ~(FirstByte.SPIN_BIT | FirstByte.KEY_PHASE_BIT)) == 0 : bits;
        out.uint8(FirstByte.FIXED_BIT | bits | packetNumberLength - 1);
        destination.copyTo(out.array(), out.position());
        out.skip(destination.length());
        int packetNumberOffset = out.position();
        PacketNumber.write(out, packetNumber, packetNumberLength);
        return packetNumberOffset;
    }
}
