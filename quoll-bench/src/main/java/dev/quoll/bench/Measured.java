package dev.quoll.bench;

import static java.util.Objects.requireNonNull;

import org.openjdk.jmh.results.RunResult;

/// What one run of [HandshakeBenchmark] in a JVM of its own found: nanoseconds of CPU time for one
/// handshake, on average. *Immutable*.
record Measured(Sides full, Sides resumed, Sides early) {
    /// The two sides of a handshake.
    record Sides(double client, double server) {
        double both() {
            return client + server;
        }
    }

    static Measured of(RunResult run) {
        return new Measured(sides(run, "full"), sides(run, "resumed"), sides(run, "early"));
    }

    private static Sides sides(RunResult run, String kind) {
        double rounds = sum(run, "rounds");
        return new Sides(sum(run, kind + "Client") / rounds, sum(run, kind + "Server") / rounds);
    }

    private static double sum(RunResult run, String counter) {
        return requireNonNull(run.getSecondaryResults().get(counter)).getScore();
    }
}
