package dev.quoll.core.frame;

/// Which frames a packet may carry, by the kind of packet. A frame elsewhere is a
/// PROTOCOL_VIOLATION, for the receiver of packets to raise. Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.4 RFC 9000, section 12.4, table 3
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.5 RFC 9000, section 12.5
public enum FramePermissions {
    /// Initial and Handshake packets.
    HANDSHAKE {
        @Override
        public boolean allow(long frameType) {
            return frameType == PaddingFrame.TYPE
                    || frameType == PingFrame.TYPE
                    || frameType == AckFrame.TYPE
                    || frameType == AckFrame.ECN_TYPE
                    || frameType == CryptoFrame.TYPE
                    || frameType == ConnectionCloseFrame.TYPE;
        }
    },
    /// 0-RTT packets.
    ZERO_RTT {
        @Override
        public boolean allow(long frameType) {
            return frameType != AckFrame.TYPE
                    && frameType != AckFrame.ECN_TYPE
                    && frameType != CryptoFrame.TYPE
                    && frameType != NewTokenFrame.TYPE
                    && frameType != RetireConnectionIdFrame.TYPE
                    && frameType != PathResponseFrame.TYPE
                    && frameType != HandshakeDoneFrame.TYPE
                    && !MultipathFrame.isType(frameType) // multipath §4
                    && !NatTraversalFrame.isIrohType(frameType);
        }
    },
    /// 1-RTT packets.
    ONE_RTT {
        @Override
        public boolean allow(long frameType) {
            return true;
        }
    };

    /// Whether a frame of this type, a known one, may be in such a packet.
    public abstract boolean allow(long frameType);
}
