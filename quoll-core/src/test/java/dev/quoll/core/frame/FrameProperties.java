package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.id.StreamId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;
import java.util.List;

class FrameProperties {
    private final FrameReader reader = new FrameReader();

    FrameProperties() {
        reader.readMultipath();
    }

    @Property(tries = 5000)
    void aControlFrameIsReadAsItWasWritten(@ForAll("controlFrames") Frame frame) throws Exception {
        byte[] bytes = bytesOf(frame);
        reader.reset(bytes, 0, bytes.length);

        assertThat(reader.next()).isEqualTo(frame);
        assertThat(reader.next()).isNull();
    }

    @Property
    void framesFollowOneAnother(@ForAll("payloads") List<Frame> frames) throws Exception {
        int length = frames.stream().mapToInt(Frame::length).sum();
        ByteWriter out = new ByteWriter(new byte[length]);
        frames.forEach(frame -> frame.write(out));
        reader.reset(out.array(), 0, length);

        for (Frame frame : frames) {
            assertThat(reader.next()).isEqualTo(frame);
        }
        assertThat(reader.next()).isNull();
    }

    @Property(tries = 2000)
    void aTruncatedControlFrameIsRefused(@ForAll("cutFrames") Frame frame) {
        byte[] bytes = bytesOf(frame);
        for (int length = 1; length < bytes.length; length++) {
            reader.reset(bytes, 0, length);
            assertThatThrownBy(reader::next).isInstanceOf(TransportException.class);
        }
    }

    @Property
    void aStreamFrameIsReadWhereItLies(
            @ForAll @LongRange(max = Varint.MAX_VALUE) long streamId,
            @ForAll @LongRange(max = Varint.MAX_VALUE - 1500) long offset,
            @ForAll @Size(max = 1500) byte[] data,
            @ForAll boolean fin)
            throws Exception {
        int headerLength = StreamFrame.headerLength(streamId, offset, data.length);
        ByteWriter out = new ByteWriter(new byte[headerLength + data.length + 1]);
        StreamFrame.writeHeader(out, streamId, offset, data.length, fin);
        assertThat(out.position()).isEqualTo(headerLength);
        out.bytes(data).uint8(PingFrame.TYPE);
        reader.reset(out.array(), 0, out.position());

        StreamFrame frame = (StreamFrame) reader.next();

        assertThat(frame).isNotNull();
        assertThat(frame.streamId()).isEqualTo(streamId);
        assertThat(frame.offset()).isEqualTo(offset);
        assertThat(frame.fin()).isEqualTo(fin);
        assertThat(dataOf(frame)).isEqualTo(data);
        assertThat(bytesOf(frame)).isEqualTo(Arrays.copyOf(out.array(), frame.length()));
        assertThat(reader.next()).isEqualTo(PingFrame.INSTANCE);
    }

    @Property
    void aStreamFrameWithoutLengthGoesToTheEnd(
            @ForAll @LongRange(max = Varint.MAX_VALUE) long streamId,
            @ForAll @LongRange(max = Varint.MAX_VALUE - 1500) long offset,
            @ForAll @Size(max = 1500) byte[] data,
            @ForAll boolean fin)
            throws Exception {
        int headerLength = StreamFrame.lengthOfHeaderToEnd(streamId, offset);
        ByteWriter out = new ByteWriter(new byte[headerLength + data.length]);
        StreamFrame.writeHeaderToEnd(out, streamId, offset, fin);
        out.bytes(data);
        reader.reset(out.array(), 0, out.position());

        StreamFrame frame = (StreamFrame) reader.next();

        assertThat(frame).isNotNull();
        assertThat(frame.fin()).isEqualTo(fin);
        assertThat(frame.offset()).isEqualTo(offset);
        assertThat(dataOf(frame)).isEqualTo(data);
        assertThat(reader.next()).isNull();
    }

    @Property
    void aCryptoFrameIsReadWhereItLies(
            @ForAll @LongRange(max = Varint.MAX_VALUE - 1500) long offset,
            @ForAll @Size(max = 1500) byte[] data)
            throws Exception {
        int headerLength = CryptoFrame.headerLength(offset, data.length);
        ByteWriter out = new ByteWriter(new byte[headerLength + data.length]);
        CryptoFrame.writeHeader(out, offset, data.length);
        assertThat(out.position()).isEqualTo(headerLength);
        out.bytes(data);
        reader.reset(out.array(), 0, out.position());

        CryptoFrame frame = (CryptoFrame) reader.next();

        assertThat(frame).isNotNull();
        assertThat(frame.offset()).isEqualTo(offset);
        int from = frame.dataOffset();
        assertThat(Arrays.copyOfRange(frame.array(), from, from + frame.dataLength()))
                .isEqualTo(data);
        assertThat(bytesOf(frame)).isEqualTo(out.array());
    }

    @Property
    void dataFillsTheRoomOfAPacket(
            @ForAll @IntRange(max = 20_000) int room,
            @ForAll @LongRange(max = Varint.MAX_VALUE) long streamId,
            @ForAll @LongRange(max = Varint.MAX_VALUE) long offset) {
        int fit = StreamFrame.dataThatFits(room, streamId, offset, Integer.MAX_VALUE);

        if (fit < 0) {
            assertThat(StreamFrame.headerLength(streamId, offset, 0)).isGreaterThan(room);
        } else {
            assertThat(StreamFrame.headerLength(streamId, offset, fit) + fit)
                    .isLessThanOrEqualTo(room);
            assertThat(StreamFrame.headerLength(streamId, offset, fit + 1) + fit + 1)
                    .isGreaterThan(room);
        }
    }

    @Property(tries = 20_000)
    void randomBytesThrowNothingButTransportExceptions(@ForAll @Size(max = 60) byte[] bytes) {
        reader.reset(bytes, 0, bytes.length);
        try {
            while (reader.next() != null) {
                assertThat(reader.frameType()).isNotNegative();
            }
        } catch (TransportException e) {
            assertThat(e.reason()).isNotBlank();
        }
    }

    @Property(tries = 5000)
    void flippedBitsThrowNothingButTransportExceptions(
            @ForAll("payloads") List<Frame> frames, @ForAll @IntRange(max = 50_000) int bit) {
        int length = frames.stream().mapToInt(Frame::length).sum();
        ByteWriter out = new ByteWriter(new byte[length]);
        frames.forEach(frame -> frame.write(out));
        byte[] bytes = out.array();
        if (length > 0) {
            bytes[bit / Byte.SIZE % length] ^= (byte) (1 << bit % Byte.SIZE);
        }

        randomBytesThrowNothingButTransportExceptions(bytes);
    }

    static byte[] bytesOf(Frame frame) {
        byte[] bytes = new byte[frame.length()];
        ByteWriter out = new ByteWriter(bytes);
        frame.write(out);
        assertThat(out.remaining()).isZero();
        return bytes;
    }

    private static byte[] dataOf(StreamFrame frame) {
        int from = frame.dataOffset();
        return Arrays.copyOfRange(frame.array(), from, from + frame.dataLength());
    }

    @Provide
    Arbitrary<List<Frame>> payloads() {
        return cutFrames().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Frame> controlFrames() {
        return Arbitraries.oneOf(
                List.of(
                        Arbitraries.integers().between(1, 1500).map(PaddingFrame::new),
                        cutFrames()));
    }

    /// All control frames that are not the same frame when they are cut.
    @Provide
    Arbitrary<Frame> cutFrames() {
        Arbitrary<Long> values = values();
        Arbitrary<byte[]> texts = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        return Arbitraries.oneOf(
                List.of(
                        Arbitraries.of(
                                PingFrame.INSTANCE,
                                HandshakeDoneFrame.INSTANCE,
                                ImmediateAckFrame.INSTANCE),
                        Combinators.combine(values, values, values, values)
                                .as(AckFrequencyFrame::new),
                        values.map(MaxDataFrame::new),
                        values.map(DataBlockedFrame::new),
                        values.map(RetireConnectionIdFrame::new),
                        Arbitraries.longs().map(PathChallengeFrame::new),
                        Arbitraries.longs().map(PathResponseFrame::new),
                        Combinators.combine(values, values).as(MaxStreamDataFrame::new),
                        Combinators.combine(values, values).as(StreamDataBlockedFrame::new),
                        Combinators.combine(values, values).as(StopSendingFrame::new),
                        Combinators.combine(values, values, values).as(ResetStreamFrame::new),
                        Combinators.combine(values, values, values)
                                .as(
                                        (id, code, size) ->
                                                new ResetStreamAtFrame(id, code, size, size / 2)),
                        Combinators.combine(directions(), streamCounts()).as(MaxStreamsFrame::new),
                        Combinators.combine(directions(), streamCounts())
                                .as(StreamsBlockedFrame::new),
                        texts.filter(token -> token.length > 0).map(NewTokenFrame::new),
                        Combinators.combine(values, values, texts).as(ConnectionCloseFrame::new),
                        Combinators.combine(values, texts).as(ApplicationCloseFrame::new),
                        newConnectionIds(),
                        multipathFrames()));
    }

    private static Arbitrary<Frame> multipathFrames() {
        Arbitrary<Long> paths = Arbitraries.longs().between(0, PathId.MAX_VALUE);
        Arbitrary<PathStatus> statuses = Arbitraries.of(PathStatus.class);
        return Arbitraries.oneOf(
                List.of(
                        Combinators.combine(paths, values()).as(PathAbandonFrame::new),
                        Combinators.combine(paths, statuses, values()).as(PathStatusFrame::new),
                        Combinators.combine(paths, newConnectionIds())
                                .as(PathNewConnectionIdFrame::new),
                        Combinators.combine(paths, values()).as(PathRetireConnectionIdFrame::new),
                        Combinators.combine(paths, values()).as(PathCidsBlockedFrame::new),
                        paths.map(MaxPathIdFrame::new),
                        paths.map(PathsBlockedFrame::new)));
    }

    private static Arbitrary<NewConnectionIdFrame> newConnectionIds() {
        Arbitrary<ConnectionId> ids =
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMinSize(1)
                        .ofMaxSize(ConnectionId.MAX_LENGTH)
                        .map(ConnectionId::of);
        Arbitrary<StatelessResetToken> tokens =
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(StatelessResetToken.LENGTH)
                        .map(bytes -> StatelessResetToken.of(bytes, 0));
        return Combinators.combine(values(), values(), ids, tokens)
                .as(
                        (one, other, id, token) ->
                                new NewConnectionIdFrame(
                                        Math.max(one, other), Math.min(one, other), id, token));
    }

    private static Arbitrary<Long> values() {
        return Arbitraries.longs().between(0, Varint.MAX_VALUE);
    }

    private static Arbitrary<Long> streamCounts() {
        return Arbitraries.longs().between(0, StreamId.MAX_COUNT);
    }

    private static Arbitrary<Direction> directions() {
        return Arbitraries.of(Direction.class);
    }
}
