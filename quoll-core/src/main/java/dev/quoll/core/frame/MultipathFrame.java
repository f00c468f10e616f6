package dev.quoll.core.frame;

/// A frame of the multipath extension. Only 1-RTT packets carry it, and only if both sides have
/// negotiated the extension: see [FrameReader#readMultipath].
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4
public sealed interface MultipathFrame extends Frame
        permits MaxPathIdFrame,
                PathAbandonFrame,
                PathAckFrame,
                PathCidsBlockedFrame,
                PathNewConnectionIdFrame,
                PathRetireConnectionIdFrame,
                PathStatusFrame,
                PathsBlockedFrame {
    /// Whether the type, known or not, is that of such a frame.
    static boolean isType(long frameType) {
        return frameType == PathAckFrame.TYPE
                || frameType == PathAckFrame.ECN_TYPE
                || (frameType >= PathAbandonFrame.TYPE && frameType <= PathCidsBlockedFrame.TYPE);
    }
}
