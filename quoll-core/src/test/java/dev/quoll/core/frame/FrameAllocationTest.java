package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.range.Allocation;
import dev.quoll.core.range.LongRanges;

import org.junit.jupiter.api.Test;

/// The frames of nearly every packet are written and read without making an object.
class FrameAllocationTest {
    private static final int ROUNDS = 1000;
    private static final int DATA_LENGTH = 300;

    private final byte[] payload = new byte[1400];
    private final ByteWriter out = new ByteWriter();
    private final FrameReader reader = new FrameReader();
    private final LongRanges received = new LongRanges();
    private final EcnCounts counts = new EcnCounts();
    private long sum;

    FrameAllocationTest() {
        reader.readMultipath();
    }

    @Test
    void hotFramesCostNoObject() {
        received.add(1, 5);
        received.add(9);
        received.add(100, 1000);
        counts.count(Ecn.CE);

        long allocated = Allocation.inSteadyState(this::writeAndRead);

        assertThat(sum).isPositive();
        assertThat(allocated).isZero();
    }

    private void writeAndRead() {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                reader.reset(payload, 0, write(round));
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    sum += sumOf(frame);
                }
            }
        } catch (TransportException e) {
            throw new AssertionError(e);
        }
    }

    private int write(int round) {
        out.reset(payload, 0, payload.length);
        AckWriter.write(out, out.remaining(), received, round, counts);
        AckWriter.writeForPath(out, out.remaining(), 7, received, round, counts);
        CryptoFrame.writeHeader(out, round, DATA_LENGTH);
        out.skip(DATA_LENGTH);
        StreamFrame.writeHeader(out, 4, round, DATA_LENGTH, false);
        out.skip(DATA_LENGTH);
        PingFrame.INSTANCE.write(out);
        out.zeros(3);
        StreamFrame.writeHeaderToEnd(out, 8, round, true);
        out.skip(DATA_LENGTH);
        return out.position();
    }

    private static long sumOf(Frame frame) {
        return switch (frame) {
            case StreamFrame stream -> stream.offset() + stream.dataLength();
            case CryptoFrame crypto -> crypto.offset() + crypto.dataLength();
            case AckFrame ack -> sumOf(ack);
            case PathAckFrame ack -> ack.pathId() + sumOf(ack.ack());
            case PingFrame ping -> ping.length();
            case PaddingFrame padding -> padding.length();
            default -> throw new AssertionError(frame);
        };
    }

    private static long sumOf(AckFrame ack) {
        long packets = ack.ecnCounts().ce();
        while (ack.nextRange()) {
            packets += ack.rangeLargest() - ack.rangeSmallest() + 1;
        }
        return packets;
    }
}
