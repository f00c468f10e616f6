package dev.quoll.sim.link;

import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

/// Drops what exceeds a rate and a burst, without a queue: a bucket of tokens.
///
/// @param bytesPerSecond with which the bucket fills
/// @param burstBytes what it holds
public record Policer(long bytesPerSecond, long burstBytes) implements LinkModel {
    public Policer {
        Check.positive(bytesPerSecond);
        Check.positive(burstBytes);
    }

    @Override
    public Hop open(Junction junction) {
        double[] bucket = {burstBytes, 0}; // tokens, and when they were counted
        return datagram -> {
            double now = junction.clock().nowNanos();
            double gained = (now - bucket[1]) * bytesPerSecond / 1e9;
            bucket[0] = Math.min((double) burstBytes, bucket[0] + gained);
            bucket[1] = now;
            if (datagram.length() > bucket[0]) {
                junction.drop(datagram, DropCause.QUEUE_FULL);
            } else {
                bucket[0] -= datagram.length();
                junction.next().accept(datagram);
            }
        };
    }
}
