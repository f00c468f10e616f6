package dev.quoll.core.spi;

/// Which algorithm decides how many bytes may be in flight: one of ours, or the application's.
/// Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7: Congestion Control
public sealed interface CongestionControl {
    /// Halves the window for a loss, and adds a packet in a round trip without one.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9002#appendix-B RFC 9002, appendix B
    record NewReno() implements CongestionControl {}

    /// The default: takes three tenths of the window for a loss, and finds back along a cubic
    /// curve, whose pace does not depend on the round-trip time. Leaves slow start by HyStart++
    /// when the round-trip time rises, mostly before anything is lost.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9438 RFC 9438: CUBIC
    /// @spec https://www.rfc-editor.org/rfc/rfc9406 RFC 9406: HyStart++
    record Cubic() implements CongestionControl {}

    /// BBR, version 3: sends at the rate at which the network was seen to deliver, and keeps what
    /// is in flight near what fits into the network at that rate. Bears random losses up to 2 %,
    /// and needs no full queue to be fast.
    ///
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control
    record Bbr() implements CongestionControl {}

    /// An algorithm of the application.
    ///
    /// @param factory makes a controller for every network that a path leads over
    record Custom(CongestionControllerFactory factory) implements CongestionControl {}
}
