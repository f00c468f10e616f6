package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

/// Loses datagrams in bursts, as radio does: the link is well or ill, changes by chance before each
/// datagram, and loses only when ill (the Gilbert model). On average a burst lasts `1 / recover`
/// datagrams, and the link is ill for `fall / (fall + recover)` of them.
///
/// @param fall how often a well link becomes ill
/// @param recover how often an ill link becomes well
/// @param lossWhenIll how much an ill link loses
public record BurstLoss(double fall, double recover, double lossWhenIll) implements LinkModel {
    public BurstLoss {
        Check.probability(fall);
        Check.probability(recover);
        Check.probability(lossWhenIll);
    }

    @Override
    public Hop open(Junction junction) {
        return new Run(junction);
    }

    private final class Run implements Hop {
        private final Junction junction;
        private boolean ill;

        Run(Junction junction) {
            this.junction = junction;
        }

        @Override
        public void accept(Datagram datagram) {
            boolean changes = junction.chance(ill ? recover : fall);
            ill ^= changes;
            boolean loses = junction.chance(lossWhenIll);
            if (ill && loses) {
                junction.drop(datagram, DropCause.LOSS);
            } else {
                junction.next().accept(datagram);
            }
        }
    }
}
