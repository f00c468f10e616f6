package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteWriter;

/// One frame of a packet's payload. The records are immutable; [StreamFrame], [CryptoFrame],
/// [AckFrame] and [PathAckFrame] are reused by their reader and valid until it goes on. Switch over
/// it without a default, so that a new frame does not compile until it has a home.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.4 RFC 9000, section 12.4
public sealed interface Frame
        permits AckFrame,
                AckFrequencyFrame,
                ApplicationCloseFrame,
                ConnectionCloseFrame,
                CryptoFrame,
                DataBlockedFrame,
                DatagramFrame,
                HandshakeDoneFrame,
                ImmediateAckFrame,
                MaxDataFrame,
                MaxStreamDataFrame,
                MaxStreamsFrame,
                MultipathFrame,
                NatTraversalFrame,
                NewConnectionIdFrame,
                NewTokenFrame,
                ObservedAddressFrame,
                PaddingFrame,
                PathChallengeFrame,
                PathResponseFrame,
                PingFrame,
                ResetStreamAtFrame,
                ResetStreamFrame,
                RetireConnectionIdFrame,
                StopSendingFrame,
                StreamDataBlockedFrame,
                StreamFrame,
                StreamsBlockedFrame {
    /// Writes the frame, type included; `out` has room for [#length] bytes.
    void write(ByteWriter out);

    /// Bytes that [#write] writes.
    int length();

    /// Whether a packet with this frame must be acknowledged in time (RFC 9002 §2).
    default boolean isAckEliciting() {
        return true;
    }

    /// Whether the frame may be sent on a route without moving the connection to it (RFC 9000
    /// §9.1).
    default boolean isProbing() {
        return false;
    }
}
