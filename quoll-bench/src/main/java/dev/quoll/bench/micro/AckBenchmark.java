package dev.quoll.bench.micro;

import dev.quoll.core.ack.ReceivedPackets;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.AckWriter;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.recovery.SentPackets;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// The life of packets between sending and acknowledgment, at both ends: they are remembered as
/// sent, received, acknowledged by one ACK frame, and forgotten. The time is that of one packet.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AckBenchmark {
    private static final int BATCH = 40;
    private static final int LENGTH = 1452;

    /// Every so many packets one is lost.
    @Param({"1000", "10"})
    public int lossInterval;

    private final SentPackets sent = new SentPackets();
    private final ReceivedPackets received = new ReceivedPackets();
    private final byte[] frame = new byte[LENGTH];
    private final ByteWriter out = new ByteWriter();
    private final FrameReader reader = new FrameReader();
    private long next;

    /// A batch of packets and the ACK of it.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long batch() throws TransportException {
        int flags = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;
        long first = next;
        for (; next < first + BATCH; next++) {
            sent.onSent(next, next, LENGTH, flags, 0, next, 1);
            if (next % lossInterval != 0) {
                received.onReceived(next, Ecn.NOT_ECT, next);
            }
        }
        acknowledge();
        giveUp(first);
        received.onAckOfAckAcked(first - 1);
        return sent.largestAcked();
    }

    private void acknowledge() throws TransportException {
        out.reset(frame, 0, LENGTH);
        AckWriter.write(out, LENGTH, received.ranges(), 0, received.ecnCounts());
        reader.reset(frame, 0, out.position());
        if (!(reader.next() instanceof AckFrame ack)) {
            throw new IllegalStateException("no ACK");
        }
        while (ack.nextRange()) {
            long largest = ack.rangeLargest();
            long number = sent.nextOutstanding(ack.rangeSmallest(), largest);
            while (number != SentPackets.NONE) {
                sent.markAcked(number);
                number = sent.nextOutstanding(number + 1, largest);
            }
        }
    }

    private void giveUp(long first) {
        for (long number = first; number < next; number++) {
            if (number % lossInterval == 0) {
                sent.markLost(number);
            }
        }
        sent.releaseLost(next);
    }
}
