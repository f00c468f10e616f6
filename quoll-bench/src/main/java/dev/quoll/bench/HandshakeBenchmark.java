package dev.quoll.bench;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// One handshake of each kind in turn, so that what else the machine does falls on all of them
/// alike. JMH's own figure is the wall time of the three; the counters hold what counts.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBenchmark {
    /// Who talks to whom, and by what means.
    @State(Scope.Thread)
    public static class Setting {
        /// How the two agree on a secret.
        @Param({"X25519", "X25519MLKEM768", "SECP256R1"})
        public NamedGroup group = NamedGroup.X25519;

        /// How the server proves who it is.
        @Param({"ECDSA_P256", "ED25519", "RSA_2048"})
        public KeyKind key = KeyKind.ECDSA_P256;

        /// Last, so that the runs of the two providers follow upon each other.
        @Param({"JDK", "ACCP"})
        public JcaChoice provider = JcaChoice.JDK;

        private @Nullable Ends ends;

        /// Makes everything that lives longer than a handshake.
        @Setup(Level.Trial)
        public void prepare() throws TransportException {
            provider.install();
            ends = new Ends(group, key);
        }

        HandshakeCost run(HandshakeKind kind) throws TransportException {
            return requireNonNull(ends).run(kind);
        }
    }

    /// Sums over one iteration; nanoseconds of CPU time. JMH reads the fields by their names.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Sums {
        /// How often each kind was done.
        public long rounds;

        /// The clients' part, by kind.
        public long fullClient;

        public long resumedClient;
        public long earlyClient;

        /// The server's part, by kind.
        public long fullServer;

        public long resumedServer;
        public long earlyServer;
    }

    /// A full handshake, a resumed one, and a resumed one with early data.
    @Benchmark
    public void handshakes(Setting setting, Sums sums) throws TransportException {
        HandshakeCost full = setting.run(HandshakeKind.FULL);
        HandshakeCost resumed = setting.run(HandshakeKind.RESUMED);
        HandshakeCost early = setting.run(HandshakeKind.EARLY_DATA);
        sums.fullClient += full.clientNanos();
        sums.fullServer += full.serverNanos();
        sums.resumedClient += resumed.clientNanos();
        sums.resumedServer += resumed.serverNanos();
        sums.earlyClient += early.clientNanos();
        sums.earlyServer += early.serverNanos();
        sums.rounds++;
    }
}
