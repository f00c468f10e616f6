package dev.quoll.core.spi;

/// What tells a [CongestionController] of congestion.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7: Congestion Control
public enum CongestionSignal {
    /// Packets in flight were lost.
    LOSS,

    /// The peer saw more packets with the mark CE (RFC 9002 §7.1).
    ECN_CE,

    /// Everything sent for several probe timeouts was lost (RFC 9002 §7.6). Follows the [#LOSS] of
    /// the same packets.
    PERSISTENT
}
