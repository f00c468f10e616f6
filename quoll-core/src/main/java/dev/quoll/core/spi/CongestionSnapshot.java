package dev.quoll.core.spi;

/// What a [CongestionController] thought at one moment. Immutable.
public sealed interface CongestionSnapshot {
    /// How many bytes may be in flight.
    long window();

    /// What a controller is doing, as far as losses decide it.
    enum Phase {
        SLOW_START,
        CONGESTION_AVOIDANCE,
        RECOVERY
    }

    /// A controller that goes by losses, as CUBIC does.
    ///
    /// @param slowStartThreshold the window at which slow start ends; `Long.MAX_VALUE` before the
    ///   first congestion
    record LossBased(long window, long slowStartThreshold, Phase phase)
            implements CongestionSnapshot {}

    /// A controller about which no more is known.
    record Other(long window) implements CongestionSnapshot {}
}
