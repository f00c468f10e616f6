package dev.quoll.interop.relay;

import java.time.Duration;

/// When a NAT gives a client another public port, or another address and port. What is sent to the
/// old one is lost. *Immutable*.
///
/// @param first after the first 1-RTT packet of a client: before, an address may not change
/// @param every after the one before; more than zero
public record Rebinding(Change change, Duration first, Duration every) {
    /// Never.
    public static final Rebinding NONE =
            new Rebinding(Change.NOTHING, Duration.ZERO, Duration.ofSeconds(1));

    /// What is another afterwards.
    public enum Change {
        NOTHING,
        PORT,
        ADDRESS
    }

    public Rebinding {
        if (first.isNegative() || !every.isPositive()) {
            throw new IllegalArgumentException("first " + first + ", every " + every);
        }
    }

    /// How many there were.
    ///
    /// @param elapsedNanos since that packet
    int countAt(long elapsedNanos) {
        boolean isBefore = change == Change.NOTHING || elapsedNanos < first.toNanos();
        return isBefore
                ? 0
                : Math.toIntExact(1 + (elapsedNanos - first.toNanos()) / every.toNanos());
    }
}
