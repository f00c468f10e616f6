package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.Hop;

import java.time.Duration;

/// A further delay that differs from datagram to datagram, evenly spread from 0 to `upTo`.
///
/// @param upTo the largest
/// @param order whether one datagram may overtake another
public record Jitter(Duration upTo, Order order) implements LinkModel {
    /// What becomes of the order of datagrams.
    public enum Order {
        /// A datagram waits for those before it, as in a queue.
        KEPT,
        /// A datagram with a shorter delay overtakes.
        FREE
    }

    public Jitter {
        Check.notNegative(upTo);
    }

    @Override
    public Hop open(Junction junction) {
        return new Run(junction);
    }

    private final class Run implements Hop {
        private final Junction junction;
        private long latestNanos;

        Run(Junction junction) {
            this.junction = junction;
        }

        @Override
        public void accept(Datagram datagram) {
            long extra = junction.random().nextLong(upTo.toNanos() + 1);
            long at = junction.clock().nowNanos() + extra;
            if (order == Order.KEPT) {
                at = Math.max(at, latestNanos);
                latestNanos = at;
            }
            junction.passAt(at, datagram);
        }
    }
}
