package dev.quoll.sim.throughput;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import dev.quoll.sim.Sim;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import java.time.Duration;

/// One transfer that does not end, and what of it arrives in the second half of the time.
///
/// @param controller of the sender
/// @param path the link
/// @param windows of both sides
/// @param bitsPerSecond of stream data that arrived
record Throughput(Controller controller, TestedLink path, Windows windows, double bitsPerSecond) {
    private static final long ENDLESS = 1L << 40;

    /// Runs for `time` of virtual time.
    static Throughput measure(
            Controller controller, TestedLink path, Windows windows, Duration time, String test) {
        Sim sim = Sim.of(new Replay(Throughput.class.getName(), test, new Seed(1)));
        sim.idleTimeout(Duration.ofMinutes(5))
                .configure(config -> config.withStreams(windows.config(path)))
                .configure(
                        config ->
                                config.withRoute(
                                        config.route().withCongestion(controller.control())));
        path.on(sim);
        Sim.Pair pair = sim.connect();
        sim.runUntil(pair::confirmed, time);
        pair.client().transfers().send(UNIDIRECTIONAL, ENDLESS);
        pair.client().wake();
        sim.runFor(time.dividedBy(2));
        long before = pair.server().transfers().bytesReceived();
        Duration half = time.dividedBy(2);
        sim.runFor(half);
        long bytes = pair.server().transfers().bytesReceived() - before;
        return new Throughput(controller, path, windows, bytes * 8 * 1e9 / half.toNanos());
    }

    /// The part of the theoretical limit that was reached.
    double share() {
        return bitsPerSecond / limit();
    }

    double limit() {
        return TheoreticalLimit.of(controller, path, windows);
    }
}
