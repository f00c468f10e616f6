package dev.quoll.sim.throughput;

import dev.quoll.sim.Sim;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;

import java.time.Duration;

/// A link that data goes over in one direction: a bottleneck with a queue for one bandwidth-delay
/// product, then the delay, then losses by chance; acknowledgments come back over the delay alone.
///
/// @param bitsPerSecond of UDP payload
/// @param roundTripMillis without a queue
/// @param loss probability that a datagram with data is lost
record TestedLink(long bitsPerSecond, long roundTripMillis, double loss) {
    /// Room for the bursts of a sender, however short the link is.
    private static final long LEAST_QUEUE = 64_000;

    /// Bytes that fit into the link.
    long bdp() {
        return bitsPerSecond / 8 * roundTripMillis / 1000;
    }

    Sim on(Sim sim) {
        Queue queue = Queue.ofBytes(Math.max(LEAST_QUEUE, bdp()));
        sim.toServer(new Rate(bitsPerSecond, queue))
                .delay(Duration.ofNanos(roundTripMillis * 1_000_000 / 2));
        return loss == 0 ? sim : sim.toServer(new Loss(loss));
    }
}
