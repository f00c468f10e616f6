package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Hop;

/// Sends some datagrams twice, the copy right behind the original.
///
/// @param probability how often
public record Duplication(double probability) implements LinkModel {
    public Duplication {
        Check.probability(probability);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            if (junction.chance(probability)) {
                junction.next().accept(datagram.copy());
            }
            junction.next().accept(datagram);
        };
    }
}
