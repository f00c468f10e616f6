package dev.quoll.core.frame;

import dev.quoll.core.event.NatTraversalVariant;

/// A frame of NAT traversal. Only 1-RTT packets carry those of iroh, early ones those of the draft,
/// too; and only if both sides have negotiated the variant: see [FrameReader#readNatTraversal].
public sealed interface NatTraversalFrame extends Frame
        permits AddAddressFrame, PunchMeNowFrame, ReachOutFrame, RemoveAddressFrame {
    /// The first of the five types of iroh's frames.
    int IROH_TYPES = 0x3d7f90;

    /// The first of the five types of the draft's frames.
    int DRAFT_TYPES = 0x3d7e90;

    /// Whose frame it is.
    NatTraversalVariant variant();

    /// Whether the type, known or not, is that of a frame as iroh speaks it.
    static boolean isIrohType(long frameType) {
        return frameType >= IROH_TYPES && frameType <= RemoveAddressFrame.IROH_TYPE;
    }
}
