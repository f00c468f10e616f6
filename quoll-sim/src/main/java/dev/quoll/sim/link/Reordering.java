package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Hop;

import java.time.Duration;

/// Holds some datagrams back, so that those behind them overtake.
///
/// @param probability how often
/// @param by for how long
public record Reordering(double probability, Duration by) implements LinkModel {
    public Reordering {
        Check.probability(probability);
        Check.notNegative(by);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            if (junction.chance(probability)) {
                junction.passAt(junction.clock().nowNanos() + by.toNanos(), datagram);
            } else {
                junction.next().accept(datagram);
            }
        };
    }
}
