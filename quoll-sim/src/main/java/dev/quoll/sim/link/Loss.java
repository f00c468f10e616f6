package dev.quoll.sim.link;

import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

/// Loses datagrams by chance, each for itself.
///
/// @param probability how often
public record Loss(double probability) implements LinkModel {
    public Loss {
        Check.probability(probability);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            if (junction.chance(probability)) {
                junction.drop(datagram, DropCause.LOSS);
            } else {
                junction.next().accept(datagram);
            }
        };
    }
}
