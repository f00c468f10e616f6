package dev.quoll.bench.micro;

import dev.quoll.core.id.Direction;
import dev.quoll.sim.Sim;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A transfer over 100 Mbit/s with 20 ms there and back, simulated without cryptography. The
/// counter `virtualSeconds` is how many of them pass in a second.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SimBenchmark {
    private static final long BITS_PER_SECOND = 100_000_000;
    private static final Duration ONE_WAY = Duration.ofMillis(10);
    private static final int QUEUE_BYTES = 500_000;
    private static final long LENGTH = 25_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final double NANOS_PER_SECOND = 1e9;

    /// JMH reads the field by its name.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Virtual {
        /// That passed.
        public double virtualSeconds;
    }

    /// A connection, 25 MB on one stream, and its end.
    @Benchmark
    public Duration transfer(Virtual time) {
        Sim sim =
                Sim.seeded(1)
                        .security(_ -> Security.plain())
                        .with(new Rate(BITS_PER_SECOND, Queue.ofBytes(QUEUE_BYTES)))
                        .delay(ONE_WAY);
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(Direction.UNIDIRECTIONAL, LENGTH);
        if (!sim.runUntil(pair::transferred, LIMIT)) {
            throw new IllegalStateException(sim.replay());
        }
        time.virtualSeconds += sim.elapsed().toNanos() / NANOS_PER_SECOND;
        return sim.elapsed();
    }
}
