package dev.quoll.fuzz;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.RetryPacket;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.params.TransportParameters;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What the transport reads of a peer before any state of a connection plays a part, chosen by the
/// first byte: the frames of a payload, transport parameters of either side, the headers of a
/// datagram's packets.
public final class TransportFuzz {
    /// The order is that of the first bytes of the corpus: only add at the end.
    private static final List<Target> TARGETS =
            List.of(
                    TransportFuzz::frames,
                    in -> parameters(in, Side.CLIENT),
                    in -> parameters(in, Side.SERVER),
                    TransportFuzz::packets);

    private static final long ALLOCATED_AT_LEAST = 1 << 20;
    private static final long ALLOCATED_PER_BYTE = 1 << 10;
    private static final int OFFSET = 3;
    private static final int ID_LENGTH = 8;

    private TransportFuzz() {}

    @FunctionalInterface
    private interface Target {
        void read(byte[] in) throws TransportException;
    }

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Target target = TARGETS.get((data[0] & 0xff) % TARGETS.size());
        byte[] content = Arrays.copyOfRange(data, 1, data.length);
        Allocation.check(
                ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * content.length,
                () -> check(target, content));
    }

    private static void check(Target target, byte[] content) {
        try {
            target.read(content);
        } catch (TransportException refused) {
            Refusal.check(
                    refused,
                    TransportErrorCode.FRAME_ENCODING_ERROR,
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR);
        }
    }

    /// Each frame is as long as it says when it is written, and is read again as the same.
    private static void frames(byte[] in) throws TransportException {
        FrameReader reader = readerOfAll();
        byte[] payload = new byte[OFFSET + in.length + OFFSET];
        System.arraycopy(in, 0, payload, OFFSET, in.length);
        reader.reset(payload, OFFSET, in.length);
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame instanceof AckFrame ack) {
                checkRanges(ack);
            }
            if (frame instanceof PathAckFrame ofPath) {
                checkRanges(ofPath.ack());
            }
            byte[] written = write(frame);
            FrameReader again = readerOfAll();
            again.reset(written, 0, written.length);
            Frame same = again.next();
            require(same != null && same.getClass() == frame.getClass(), frame, "another kind");
            require(Arrays.equals(write(same), written), frame, "another content");
            require(again.next() == null, frame, "more than one");
        }
    }

    private static FrameReader readerOfAll() {
        FrameReader reader = new FrameReader();
        reader.readMultipath();
        for (NatTraversalVariant variant : NatTraversalVariant.values()) {
            reader.readNatTraversal(variant);
        }
        return reader;
    }

    private static byte[] write(Frame frame) {
        ByteWriter out = new ByteWriter(new byte[frame.length()]);
        frame.write(out);
        require(out.remaining() == 0, frame, "another length");
        return out.array();
    }

    private static void checkRanges(AckFrame ack) {
        long below = Long.MAX_VALUE;
        long count = 0;
        while (ack.nextRange()) {
            boolean isLower = ack.rangeLargest() < below - 1;
            boolean isRange = ack.rangeSmallest() >= 0 && ack.rangeSmallest() <= ack.rangeLargest();
            require(isLower && isRange, ack, "ranges out of order");
            below = ack.rangeSmallest();
            count++;
        }
        require(count == ack.rangeCount(), ack, "ranges miscounted");
    }

    private static void parameters(byte[] in, Side sender) throws TransportException {
        TransportParameters read = TransportParameters.read(in, sender);
        byte[] written = read.encode();
        require(TransportParameters.read(written, sender).equals(read), read, "another content");
        require(Arrays.equals(read.encode(), written), read, "another encoding");
    }

    private static void packets(byte[] in) {
        byte[] datagram = new byte[OFFSET + in.length + OFFSET];
        System.arraycopy(in, 0, datagram, OFFSET, in.length);
        for (FixedBit fixedBit : FixedBit.values()) {
            PacketReader reader = new PacketReader(ID_LENGTH, fixedBit);
            reader.reset(datagram, OFFSET, in.length);
            int end = OFFSET;
            while (reader.hasNext()) {
                HeaderOutcome outcome = reader.next();
                PacketHeader header = reader.header();
                require(header.offset() == end && header.end() > end, header, "no progress");
                end = header.end();
                require(end <= OFFSET + in.length, header, "past the end");
                if (outcome == HeaderOutcome.PACKET) {
                    checkPacket(header);
                }
            }
        }
    }

    private static void checkPacket(PacketHeader header) {
        require(isInside(header, header.destinationOffset(), header.destinationLength()), header);
        require(isInside(header, header.sourceOffset(), header.sourceLength()), header);
        require(header.token().length == header.tokenLength(), header);
        switch (header.type()) {
            case VERSION_NEGOTIATION ->
                    VersionNegotiationPacket.read(header).ifPresent(TransportFuzz::rewrite);
            case RETRY -> RetryPacket.read(header, ConnectionId.of(new byte[ID_LENGTH]));
            case INITIAL, ZERO_RTT, HANDSHAKE, ONE_RTT ->
                    require(header.end() - header.packetNumberOffset() >= 20, header);
        }
    }

    private static void rewrite(VersionNegotiationPacket packet) {
        ByteWriter out = new ByteWriter(new byte[packet.length()]);
        packet.write(out, new Random(1));
        require(out.remaining() == 0, packet, "another length");
    }

    private static boolean isInside(PacketHeader header, int offset, int length) {
        return offset >= header.offset() && length >= 0 && offset + length <= header.end();
    }

    private static void require(boolean holds, Object what) {
        require(holds, what, "out of place");
    }

    private static void require(boolean holds, Object what, String otherwise) {
        if (!holds) {
            throw new AssertionError(what + ": " + otherwise);
        }
    }
}
