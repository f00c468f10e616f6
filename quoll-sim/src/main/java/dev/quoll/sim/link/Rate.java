package dev.quoll.sim.link;

import dev.quoll.core.address.Ecn;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

/// The bottleneck: datagrams leave one after the other, each after the time its bits take, and wait
/// in a bounded queue until then.
///
/// @param bitsPerSecond of UDP payload
/// @param queue the buffer before it
public record Rate(long bitsPerSecond, Queue queue) implements LinkModel {
    private static final double NANOS_PER_SECOND = 1e9;

    public Rate {
        Check.positive(bitsPerSecond);
    }

    @Override
    public Hop open(Junction junction) {
        return new Run(junction);
    }

    private final class Run implements Hop {
        private final Junction junction;
        private double freeAtNanos; // with its fraction, so that a long run keeps the exact rate
        private long queued;

        Run(Junction junction) {
            this.junction = junction;
        }

        @Override
        public void accept(Datagram datagram) {
            long size = queue.unit().of(datagram);
            if (queued > 0 && queued + size > queue.limit()) {
                junction.drop(datagram, DropCause.QUEUE_FULL);
                return;
            }
            Datagram marked = mark(datagram);
            queued += size;
            double startNanos = Math.max(freeAtNanos, (double) junction.clock().nowNanos());
            freeAtNanos = startNanos + nanosFor(datagram);
            junction.clock().at((long) Math.ceil(freeAtNanos), () -> leave(marked, size));
        }

        private Datagram mark(Datagram datagram) {
            boolean full = queued > queue.markAbove();
            return full && datagram.isEcnCapable() ? datagram.withEcn(Ecn.CE) : datagram;
        }

        private double nanosFor(Datagram datagram) {
            return datagram.length() * Byte.SIZE * NANOS_PER_SECOND / bitsPerSecond;
        }

        private void leave(Datagram datagram, long size) {
            queued -= size;
            junction.next().accept(datagram);
        }
    }
}
