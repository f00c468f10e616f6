package dev.quoll.sim.throughput;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import dev.quoll.sim.Sim;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import java.time.Duration;

/// How two flows with the same controller share a link.
///
/// @param controller of both
/// @param path the link
/// @param lead how much later the second begins
/// @param firstBits of stream data a second that arrived for the first, at the end
/// @param secondBits the same for the second
record Fairness(
        Controller controller,
        TestedLink path,
        Duration lead,
        double firstBits,
        double secondBits) {
    private static final long ENDLESS = 1L << 40;

    /// Lets both run for `time` together, and measures in the second half of it.
    static Fairness measure(
            Controller controller, TestedLink path, Duration lead, Duration time, String test) {
        Sim sim = Sim.of(new Replay(Fairness.class.getName(), test, new Seed(1)));
        sim.idleTimeout(Duration.ofMinutes(5))
                .configure(
                        config ->
                                config.withRoute(
                                        config.route().withCongestion(controller.control())));
        path.on(sim);
        Sim.Pair first = begin(sim);
        sim.runFor(lead);
        Sim.Pair second = begin(sim);
        Duration half = time.dividedBy(2);
        sim.runFor(half);
        long firstBefore = first.server().transfers().bytesReceived();
        long secondBefore = second.server().transfers().bytesReceived();
        sim.runFor(half);
        return new Fairness(
                controller,
                path,
                lead,
                rate(first, firstBefore, half),
                rate(second, secondBefore, half));
    }

    /// Jain's index: 1 if both have the same, a half if one has all.
    double index() {
        double sum = firstBits + secondBits;
        return sum * sum / (2 * (firstBits * firstBits + secondBits * secondBits));
    }

    private static Sim.Pair begin(Sim sim) {
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, Duration.ofSeconds(30));
        pair.client().transfers().send(UNIDIRECTIONAL, ENDLESS);
        pair.client().wake();
        return pair;
    }

    private static double rate(Sim.Pair pair, long before, Duration time) {
        long bytes = pair.server().transfers().bytesReceived() - before;
        return bytes * 8 * 1e9 / time.toNanos();
    }
}
