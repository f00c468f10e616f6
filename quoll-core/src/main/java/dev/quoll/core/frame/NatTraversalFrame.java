package dev.quoll.core.frame;

/// A frame of NAT traversal in the variant that iroh speaks. Only 1-RTT packets carry it, and only
/// if both sides have negotiated it: see [FrameReader#readNatTraversal].
public sealed interface NatTraversalFrame extends Frame
        permits AddAddressFrame, ReachOutFrame, RemoveAddressFrame {
    /// Whether the type, known or not, is that of such a frame.
    static boolean isType(long frameType) {
        return frameType >= AddAddressFrame.IPV4_TYPE && frameType <= RemoveAddressFrame.TYPE;
    }
}
