package dev.quoll.core.connection;

import dev.quoll.core.ack.ReceivedPackets;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.frame.AckWriter;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.TrafficCounts;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Builds one packet in a batch: header, frames, padding, and the note of what was sent. Reused
/// from packet to packet; between [#begin] and [#finish] rooms see it as their [FrameSink].
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12 RFC 9000, section 12
final class PacketBuilder implements FrameSink {
    /// The packet number and the payload together leave room for a sample (RFC 9001 §5.4.2).
    private static final int MIN_NUMBER_AND_PAYLOAD = 4;

    private final ByteWriter out = new ByteWriter();
    private final PacketHeaders headers;
    private final Narrator narrator;

    private @Nullable DatagramBatch batch;
    private EncryptionLevel level = EncryptionLevel.INITIAL;
    private PacketSpace space;
    private Path path;
    private Route route;
    private TrafficCounts counts;
    private int headerOffset;
    private int packetNumberOffset;
    private int payloadOffset;
    private long packetNumber;
    private long firstFrame;
    private boolean ackEliciting;
    private boolean padded;
    private boolean mtuProbe;
    private boolean aside;

    PacketBuilder(PacketHeaders headers, Narrator narrator, Path path) {
        this.headers = headers;
        this.narrator = narrator;
        this.path = path;
        this.space = path.space();
        this.route = path.route();
        this.counts = path.counts().sent();
    }

    /// Begins a packet.
    ///
    /// @param offset where in the batch it begins
    /// @param room bytes it may take, tag included
    /// @return whether the header, its tag and a frame fit at all
    boolean begin(
            DatagramBatch in,
            EncryptionLevel at,
            PacketSpace numbered,
            Path on,
            Route over,
            int offset,
            int room,
            long nowNanos) {
        batch = in;
        level = at;
        space = numbered;
        path = on;
        route = over;
        counts = on.counts().sent();
        ConnectionId destination = on.peerIds().of(over.number());
        headerOffset = offset;
        packetNumber = space.nextNumber(nowNanos);
        int numberLength = PacketNumber.encodedLength(packetNumber, space.sent().largestAcked());
        int needed =
                headers.length(level, destination, numberLength)
                        + MIN_NUMBER_AND_PAYLOAD
                        + PacketProtection.TAG_LENGTH;
        if (room < needed || space.sent().isFull()) {
            return false;
        }
        int limit = level == EncryptionLevel.ONE_RTT ? room : Math.min(room, LongHeader.MAX_LENGTH);
        out.reset(in.bytes(), offset, limit - PacketProtection.TAG_LENGTH);
        packetNumberOffset =
                headers.write(out, level, destination, path.spinBit(), packetNumber, numberLength);
        payloadOffset = out.position();
        firstFrame = space.frames().next();
        ackEliciting = false;
        padded = false;
        mtuProbe = false;
        aside = false;
        return true;
    }

    /// Begins a packet that leaves over a route no path leads over: it counts for nothing but its
    /// number. It goes to the ID that the path uses.
    ///
    /// @param room bytes it may take, tag included
    /// @return whether the header, its tag and a frame fit at all
    boolean beginAside(DatagramBatch in, Path of, int room, long nowNanos) {
        boolean fits =
                begin(in, EncryptionLevel.ONE_RTT, of.space(), of, of.route(), 0, room, nowNanos);
        aside = true;
        return fits;
    }

    /// The number of the packet.
    long packetNumber() {
        return packetNumber;
    }

    boolean isEmpty() {
        return out.position() == payloadOffset;
    }

    boolean isAckEliciting() {
        return ackEliciting;
    }

    /// Bytes the packet has so far, its tag included.
    int length() {
        return out.position() - headerOffset + PacketProtection.TAG_LENGTH;
    }

    /// Writes an ACK frame with what the space has received, if there is anything and it fits.
    void acknowledge(int ackDelayExponent, long nowNanos) {
        ReceivedPackets received = space.received();
        if (received.ranges().isEmpty()) {
            return;
        }
        long delay = delay(received, ackDelayExponent, nowNanos);
        int ranges =
                AckWriter.write(
                        out, out.remaining(), received.ranges(), delay, received.ecnCounts());
        if (ranges > 0) {
            counts.onFrame(FrameKind.ACK);
            noteAck(space, path);
        }
    }

    /// Writes a PATH_ACK frame with what came over a path, if there is anything and it fits.
    void acknowledge(Path arrivedOn, int ackDelayExponent, long nowNanos) {
        ReceivedPackets received = arrivedOn.space().received();
        if (received.ranges().isEmpty()) {
            return;
        }
        long delay = delay(received, ackDelayExponent, nowNanos);
        int ranges =
                AckWriter.writeForPath(
                        out,
                        out.remaining(),
                        arrivedOn.id().value(),
                        received.ranges(),
                        delay,
                        received.ecnCounts());
        if (ranges > 0) {
            counts.onFrame(FrameKind.PATH_ACK);
            noteAck(arrivedOn.space(), arrivedOn);
        }
    }

    private static long delay(ReceivedPackets received, int ackDelayExponent, long nowNanos) {
        return received.ackDelayNanos(nowNanos) / 1000 >> ackDelayExponent;
    }

    private void noteAck(PacketSpace acknowledged, Path arrivedOn) {
        long largest = acknowledged.received().ranges().max();
        space.frames().add(SentFrame.Kind.ACK, arrivedOn.id().value(), largest);
        acknowledged.ackPolicy().onAckSent(largest);
    }

    /// Makes the packet a probe of the size it is padded to.
    void markMtuProbe() {
        mtuProbe = true;
    }

    /// Fills up with PADDING until the packet takes `wanted` bytes, tag included, if there is room.
    void padTo(int wanted) {
        int missing = Math.min(wanted - length(), out.remaining());
        if (missing > 0) {
            out.zeros(missing);
            padded = true;
            counts.onFrame(FrameKind.PADDING);
        }
    }

    /// Ends the packet, notes it as sent and leaves it to be sealed.
    ///
    /// @return the length of the packet, tag included
    int finish(PacketSealer sealer, HeaderProtector protector, long nowNanos) {
        padTo(
                packetNumberOffset
                        - headerOffset
                        + MIN_NUMBER_AND_PAYLOAD
                        + PacketProtection.TAG_LENGTH);
        int end = out.position() + PacketProtection.TAG_LENGTH;
        if (ackEliciting) {
            space.onAckElicitingSent();
        }
        if (level != EncryptionLevel.ONE_RTT) {
            LongHeader.patchLength(out.array(), packetNumberOffset, end);
        }
        Objects.requireNonNull(batch)
                .addPacket(
                        sealer,
                        protector,
                        path.id().value(),
                        packetNumber,
                        headerOffset,
                        payloadOffset - headerOffset,
                        packetNumberOffset,
                        out.position() - payloadOffset);
        noteSent(end - headerOffset, nowNanos);
        narrator.onBuilt(
                level,
                path,
                packetNumber,
                out.array(),
                headerOffset,
                payloadOffset,
                out.position(),
                nowNanos);
        return end - headerOffset;
    }

    private boolean isMarked() {
        return Objects.requireNonNull(batch).ecn() == Ecn.ECT_0;
    }

    private void noteSent(int length, long nowNanos) {
        int flags =
                (ackEliciting ? SentPackets.ACK_ELICITING : 0)
                        // RFC 9002 §2: PADDING makes a packet count as in flight
                        | (ackEliciting || padded ? SentPackets.IN_FLIGHT : 0)
                        | (mtuProbe ? SentPackets.MTU_PROBE : 0)
                        | (isMarked() ? SentPackets.ECT_0 : 0);
        if (isMarked()) {
            space.ecnReports().onSent();
        }
        int frameCount = (int) (space.frames().next() - firstFrame);
        space.sent()
                .onSent(
                        packetNumber,
                        nowNanos,
                        length,
                        flags,
                        route.network().number(),
                        firstFrame,
                        frameCount);
        route.network().onPacketSent(space.sent(), packetNumber, nowNanos);
    }

    @Override
    public int remaining() {
        return out.remaining();
    }

    @Override
    public boolean offer(Frame frame) {
        if (frame.length() > out.remaining()) {
            return false;
        }
        frame.write(out);
        FrameKinds.remember(frame, path.id(), space.frames());
        counts.onFrame(FrameKinds.of(frame));
        ackEliciting |= !aside && frame.isAckEliciting();
        return true;
    }

    @Override
    public long stream(long streamId, long offset, int length, boolean fin) {
        int fits = StreamFrame.dataThatFits(out.remaining(), streamId, offset, length);
        if (fits < 0 || fits == 0 && length > 0) {
            return NO_ROOM;
        }
        boolean ends = fin && fits == length;
        StreamFrame.writeHeader(out, streamId, offset, fits, ends);
        space.frames().add(SentFrame.Kind.STREAM, streamId, offset, fits, ends);
        return data(FrameKind.STREAM, fits);
    }

    @Override
    public long crypto(long offset, int length) {
        int fits = CryptoFrame.dataThatFits(out.remaining(), offset, length);
        if (fits <= 0) {
            return NO_ROOM;
        }
        CryptoFrame.writeHeader(out, offset, fits);
        space.frames().add(SentFrame.Kind.CRYPTO, 0, offset, fits, false);
        return data(FrameKind.CRYPTO, fits);
    }

    @Override
    public byte[] array() {
        return out.array();
    }

    private long data(FrameKind kind, int length) {
        counts.onFrame(kind);
        ackEliciting = true;
        long place = Place.of(out.position(), length);
        out.skip(length);
        return place;
    }
}
