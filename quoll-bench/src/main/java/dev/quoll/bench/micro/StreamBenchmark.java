package dev.quoll.bench.micro;

import dev.quoll.core.buffer.Reassembler;
import dev.quoll.core.buffer.SendBuffer;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// What a stream's bytes go through at both ends. The time is that of one frame of 1,400 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
    private static final int FRAMES = 40;
    private static final int LENGTH = 1400;

    private final byte[] application = new byte[FRAMES * LENGTH];
    private final byte[] packet = new byte[LENGTH];

    /// In which order frames arrive.
    public enum Order {
        IN_ORDER,

        /// Each two of them change places.
        SWAPPED
    }

    /// How the network treats them.
    @Param public Order order = Order.IN_ORDER;

    private final SendBuffer sending = new SendBuffer();
    private final Reassembler receiving = new Reassembler();
    private long offset;

    /// The application writes, frames are taken and acknowledged.
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long send() {
        sending.write(application, 0, application.length);
        long start = sending.nextOffset();
        for (int i = 0; i < FRAMES; i++) {
            sending.take(LENGTH, packet, 0);
        }
        for (int i = 0; i < FRAMES; i++) {
            sending.onAcked(start + (long) placeOf(i) * LENGTH, LENGTH);
        }
        return sending.unacknowledged();
    }

    /// Frames come in, the application reads them.
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int receive() {
        for (int i = 0; i < FRAMES; i++) {
            receiving.insert(offset + (long) placeOf(i) * LENGTH, packet, 0, LENGTH);
        }
        offset += application.length;
        return receiving.read(application, 0, application.length);
    }

    private int placeOf(int turn) {
        return switch (order) {
            case IN_ORDER -> turn;
            case SWAPPED -> turn ^ 1;
        };
    }
}
