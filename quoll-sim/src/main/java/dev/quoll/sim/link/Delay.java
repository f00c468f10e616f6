package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Hop;

import java.time.Duration;

/// The time of flight: the same for every datagram, so their order is kept.
///
/// @param time one way, from 0 up
public record Delay(Duration time) implements LinkModel {
    public Delay {
        Check.notNegative(time);
    }

    @Override
    public Hop open(Junction junction) {
        long nanos = time.toNanos();
        return datagram -> junction.passAt(junction.clock().nowNanos() + nanos, datagram);
    }
}
