package dev.quoll.bench.micro;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.ShortHeader;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// The header of a 1-RTT packet of 1,452 bytes and its one STREAM frame, unprotected.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketBenchmark {
    private static final int LENGTH = 1452;
    private static final int ID_LENGTH = 8;
    private static final int NUMBER_LENGTH = 2;

    private final ConnectionId id = ConnectionId.of(new byte[ID_LENGTH]);
    private final byte[] packet = new byte[LENGTH];
    private final ByteWriter out = new ByteWriter();
    private final PacketReader headers = new PacketReader(ID_LENGTH, FixedBit.REQUIRED);
    private final FrameReader frames = new FrameReader();
    private final int payload;
    private long number;

    /// Writes the packet that [#read] reads.
    public PacketBenchmark() {
        write();
        payload = ShortHeader.length(id, NUMBER_LENGTH);
    }

    /// Writes the two headers; the data would be copied behind them.
    @Benchmark
    public final int write() {
        out.reset(packet, 0, LENGTH);
        ShortHeader.write(out, id, 0, number++ & 0xffff, NUMBER_LENGTH);
        StreamFrame.writeHeaderToEnd(out, 0, number << 10, false);
        return out.position();
    }

    /// Reads them.
    @Benchmark
    public long read() throws TransportException {
        headers.reset(packet, 0, LENGTH);
        if (headers.next() != HeaderOutcome.PACKET || !headers.header().isFor(id)) {
            throw new IllegalStateException("no packet");
        }
        frames.reset(packet, payload, LENGTH - payload);
        long sum = 0;
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            sum += frame instanceof StreamFrame stream ? stream.dataLength() : 1;
        }
        return sum;
    }
}
