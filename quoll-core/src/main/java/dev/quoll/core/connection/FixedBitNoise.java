package dev.quoll.core.connection;

import dev.quoll.core.packet.FirstByte;

/// Clears the fixed bit of every second packet by chance, once the peer has said that it does not
/// mind: so nobody on the way comes to rely on it. The chance costs no object. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9287#section-3.1 RFC 9287, section 3.1
final class FixedBitNoise {
    private long state;
    private boolean isWelcome;

    /// @param seed whatever it is, but not the same for all connections
    FixedBitNoise(long seed) {
        state = seed | 1;
    }

    /// The peer has sent `grease_quic_bit`.
    void onWelcome() {
        isWelcome = true;
    }

    /// Treats the packet whose header begins at `offset`.
    void apply(byte[] packet, int offset) {
        if (!isWelcome) {
            return;
        }
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        if (state < 0) {
            packet[offset] &= (byte) ~FirstByte.FIXED_BIT;
        }
    }
}
