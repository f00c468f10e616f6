package dev.quoll.core.spi;

import java.time.Duration;

/// What a [CongestionController] thought at one moment. Immutable.
public sealed interface CongestionSnapshot {
    /// No bound: a slow-start threshold before the first congestion, a limit that was never found.
    long UNLIMITED = Long.MAX_VALUE;

    /// How many bytes may be in flight.
    long window();

    /// Bytes per second at which packets are spread over time; 0 before the first round trip, while
    /// they are not.
    long pacingRate();

    /// What a controller is doing, as far as losses decide it.
    enum Phase {
        SLOW_START,

        /// Slow start at a quarter of its pace, because the round-trip time rose.
        ///
        /// @spec https://www.rfc-editor.org/rfc/rfc9406#section-4.2 RFC 9406, section 4.2
        CONSERVATIVE_SLOW_START,
        CONGESTION_AVOIDANCE,
        RECOVERY
    }

    /// The states of BBR.
    ///
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control
    enum BbrState {
        STARTUP,
        DRAIN,
        PROBE_BW_DOWN,
        PROBE_BW_CRUISE,
        PROBE_BW_REFILL,
        PROBE_BW_UP,
        PROBE_RTT
    }

    /// NewReno.
    ///
    /// @param slowStartThreshold the window at which slow start ends, or [#UNLIMITED]
    record NewReno(long window, long pacingRate, long slowStartThreshold, Phase phase)
            implements CongestionSnapshot {}

    /// CUBIC.
    ///
    /// @param slowStartThreshold the window at which slow start ends, or [#UNLIMITED]
    /// @param plateau the window the curve leads back to, 0 before the first congestion
    record Cubic(long window, long pacingRate, long slowStartThreshold, Phase phase, long plateau)
            implements CongestionSnapshot {}

    /// BBR.
    ///
    /// @param bandwidth bytes per second the network is thought to deliver
    /// @param minRtt the round-trip time without a queue; zero before the first sample
    /// @param inflightLongTerm the most bytes in flight that did not cause too many losses when it
    ///   was last tried, or [#UNLIMITED]
    /// @param inflightShortTerm the most bytes in flight because of losses since then, or
    ///   [#UNLIMITED]
    record Bbr(
            long window,
            long pacingRate,
            BbrState state,
            long bandwidth,
            Duration minRtt,
            long inflightLongTerm,
            long inflightShortTerm)
            implements CongestionSnapshot {}

    /// A controller about which no more is known.
    record Other(long window, long pacingRate) implements CongestionSnapshot {}
}
