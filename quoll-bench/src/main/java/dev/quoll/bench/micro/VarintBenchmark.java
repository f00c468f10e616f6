package dev.quoll.bench.micro;

import dev.quoll.core.codec.Varint;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// Variable-length integers of all four sizes in turn; the time is that of one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VarintBenchmark {
    private static final int COUNT = 256;
    private static final long[] SIZES = {37, 15_293, 494_878_333, 151_288_809_941_952_652L};

    private final byte[] bytes = new byte[COUNT * Varint.MAX_SIZE];

    /// Fills the array that [#read] reads.
    public VarintBenchmark() {
        write();
    }

    /// Writes them one behind the other.
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public final int write() {
        int at = 0;
        for (int i = 0; i < COUNT; i++) {
            long value = SIZES[i % SIZES.length];
            int size = Varint.size(value);
            Varint.write(bytes, at, value, size);
            at += size;
        }
        return at;
    }

    /// Reads them again.
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long read() {
        int at = 0;
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += Varint.read(bytes, at);
            at += Varint.sizeFrom(bytes[at]);
        }
        return sum;
    }
}
