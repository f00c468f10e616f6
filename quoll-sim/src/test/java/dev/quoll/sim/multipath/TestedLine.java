package dev.quoll.sim.multipath;

import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A line with the same rate, queue and loss in both directions.
///
/// @param megabits of UDP payload, in Mbit/s
/// @param roundTripMillis without a queue
/// @param queueBytes before the rate
/// @param loss probability that a datagram is lost
record TestedLine(double megabits, double roundTripMillis, long queueBytes, double loss) {
    /// Room for the bursts of a sender, however short the line is.
    private static final long LEAST_QUEUE = 64_000;

    private static final double MEGABIT = 1e6;

    /// With a queue for what is under way in a round trip, and without losses.
    static TestedLine of(double megabits, double roundTripMillis) {
        long bdp = (long) (megabits * MEGABIT / Byte.SIZE * roundTripMillis / 1e3);
        return new TestedLine(megabits, roundTripMillis, Math.max(LEAST_QUEUE, bdp), 0);
    }

    /// Reads `20x30,30x60`: Mbit/s and milliseconds of each line.
    static List<TestedLine> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(line -> line.split("x"))
                .map(parts -> of(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])))
                .toList();
    }

    TestedLine withLoss(double probability) {
        return new TestedLine(megabits, roundTripMillis, queueBytes, probability);
    }

    TestedLine withQueue(long bytes) {
        return new TestedLine(megabits, roundTripMillis, bytes, loss);
    }

    Duration oneWay() {
        return Duration.ofNanos(Math.round(roundTripMillis * 1e6 / 2));
    }

    /// One direction of it.
    LinkSpec link() {
        LinkSpec link =
                LinkSpec.ideal()
                        .rate(Math.round(megabits * MEGABIT), Queue.ofBytes(queueBytes))
                        .delay(oneWay());
        return loss == 0 ? link : link.loss(loss);
    }

    @Override
    public String toString() {
        return "%s Mbit/s × %s ms".formatted(text(megabits), text(roundTripMillis));
    }

    static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
