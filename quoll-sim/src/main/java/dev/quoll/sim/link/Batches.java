package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Hop;

import java.time.Duration;

/// Collects datagrams and lets them go all at once every `interval`, as radio and cable networks
/// do.
///
/// @param interval between two batches
public record Batches(Duration interval) implements LinkModel {
    public Batches {
        Check.positive(interval.toNanos());
    }

    @Override
    public Hop open(Junction junction) {
        long nanos = interval.toNanos();
        return datagram ->
                junction.passAt(Math.ceilDiv(junction.clock().nowNanos(), nanos) * nanos, datagram);
    }
}
