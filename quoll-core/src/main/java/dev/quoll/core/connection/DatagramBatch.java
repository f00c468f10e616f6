package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketSealer;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Datagrams for one route, of equal size but for the last, which may be shorter. The connection
/// fills it under its lock with packets in the clear; [#seal] encrypts them afterwards, outside
/// that lock. It belongs to the caller, which reuses it. *Confined* to whoever holds the right to
/// send.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4 RFC 9001, section 5.4
public final class DatagramBatch {
    /// The most datagrams a batch holds.
    public static final int MAX_DATAGRAMS = 64;

    /// Coalesced packets in one datagram: Initial, Handshake, 1-RTT.
    private static final int PACKETS_PER_DATAGRAM = 3;

    private static final int MAX_PACKETS = MAX_DATAGRAMS * PACKETS_PER_DATAGRAM;
    private static final int SAMPLE = HeaderProtector.SAMPLE_LENGTH;

    private final byte[] bytes;
    private final SealJob[] jobs = new SealJob[MAX_PACKETS];
    private final byte[] samples = new byte[MAX_PACKETS * SAMPLE];
    private final byte[] masks = new byte[MAX_PACKETS * SAMPLE];
    private int jobCount;
    private int datagramCount;
    private int segmentSize;
    private int length;
    private @Nullable FourTuple route;
    private Ecn ecn = Ecn.NOT_ECT;

    /// Makes an empty batch.
    ///
    /// @param capacity bytes it can hold, at least one datagram of the largest size used
    public DatagramBatch(int capacity) {
        bytes = new byte[capacity];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = new SealJob();
        }
    }

    /// The datagrams, one behind the other from index 0.
    public byte[] bytes() {
        return bytes;
    }

    /// Bytes of all datagrams.
    public int length() {
        return length;
    }

    /// Bytes of each datagram but the last.
    public int segmentSize() {
        return segmentSize;
    }

    /// How many datagrams it holds.
    public int datagramCount() {
        return datagramCount;
    }

    /// Where the datagrams go.
    public FourTuple route() {
        return Objects.requireNonNull(route, "an empty batch has no route");
    }

    /// The ECN mark of the datagrams.
    public Ecn ecn() {
        return ecn;
    }

    /// Encrypts all packets in place and hides their packet numbers. Called once, before sending.
    public void seal() {
        for (int i = 0; i < jobCount; i++) {
            jobs[i].encrypt(bytes);
        }
        for (int from = 0; from < jobCount; ) {
            int to = from + 1;
            while (to < jobCount && jobs[to].protector == jobs[from].protector) {
                to++;
            }
            maskHeaders(from, to);
            from = to;
        }
        jobCount = 0;
    }

    private void maskHeaders(int from, int to) {
        for (int i = from; i < to; i++) {
            int sample = HeaderMask.sampleOffset(jobs[i].packetNumberOffset);
            System.arraycopy(bytes, sample, samples, (i - from) * SAMPLE, SAMPLE);
        }
        protectorOf(from).masks(samples, to - from, masks);
        for (int i = from; i < to; i++) {
            jobs[i].mask(bytes, masks, (i - from) * SAMPLE);
        }
    }

    private HeaderProtector protectorOf(int job) {
        return Objects.requireNonNull(jobs[job].protector);
    }

    void begin(FourTuple newRoute, Ecn newEcn) {
        jobCount = 0;
        datagramCount = 0;
        segmentSize = 0;
        length = 0;
        route = newRoute;
        ecn = newEcn;
    }

    /// How large the next datagram may be, at most `wanted`; 0 if none may follow.
    int roomForDatagram(int wanted) {
        int room = Math.min(wanted, bytes.length - length);
        if (datagramCount == 0) {
            return room;
        }
        boolean lastWasShort = length < datagramCount * segmentSize;
        boolean isFull = datagramCount == MAX_DATAGRAMS;
        return lastWasShort || isFull || room < segmentSize ? 0 : segmentSize;
    }

    void addDatagram(int datagramLength) {
        if (datagramCount == 0) {
            segmentSize = datagramLength;
        }
        assert datagramLength <= segmentSize;
        datagramCount++;
        length += datagramLength;
    }

    void addPacket(
            PacketSealer sealer,
            HeaderProtector protector,
            long pathId,
            long packetNumber,
            int headerOffset,
            int headerLength,
            int packetNumberOffset,
            int payloadLength) {
        SealJob job = jobs[jobCount++];
        job.sealer = sealer;
        job.protector = protector;
        job.pathId = pathId;
        job.packetNumber = packetNumber;
        job.headerOffset = headerOffset;
        job.headerLength = headerLength;
        job.packetNumberOffset = packetNumberOffset;
        job.payloadLength = payloadLength;
    }

    /// One packet that is still in the clear.
    private static final class SealJob {
        private @Nullable PacketSealer sealer;
        private @Nullable HeaderProtector protector;
        private long pathId;
        private long packetNumber;
        private int headerOffset;
        private int headerLength;
        private int packetNumberOffset;
        private int payloadLength;

        void encrypt(byte[] bytes) {
            Objects.requireNonNull(sealer)
                    .seal(pathId, packetNumber, bytes, headerOffset, headerLength, payloadLength);
        }

        void mask(byte[] bytes, byte[] masks, int at) {
            HeaderMask.put(bytes, headerOffset, packetNumberOffset, masks, at);
        }
    }
}
