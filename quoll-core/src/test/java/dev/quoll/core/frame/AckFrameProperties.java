package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.PathId;
import dev.quoll.core.range.LongRanges;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.util.Arrays;
import java.util.List;

class AckFrameProperties {
    private static final int ROOM = 1400;

    private final FrameReader reader = new FrameReader();

    AckFrameProperties() {
        reader.readMultipath();
    }

    @Property
    void whatIsAcknowledgedIsRead(
            @ForAll("received") LongRanges received,
            @ForAll @LongRange(max = Varint.MAX_VALUE) long ackDelay,
            @ForAll List<Ecn> marks)
            throws Exception {
        EcnCounts counts = new EcnCounts();
        marks.forEach(counts::count);
        ByteWriter out = new ByteWriter(new byte[ROOM]);

        int ranges = AckWriter.write(out, ROOM, received, ackDelay, counts);

        assertThat(ranges).isEqualTo(received.count());
        AckFrame frame = read(out);
        assertThat(frame.largestAcknowledged()).isEqualTo(received.max());
        assertThat(frame.ackDelay()).isEqualTo(ackDelay);
        assertThat(frame.hasEcnCounts()).isEqualTo(!counts.isEmpty());
        assertThat(frame.ecnCounts()).hasToString(counts.toString());
        assertRangesFromTheTop(frame, received, ranges);
        assertThat(FrameProperties.bytesOf(frame)).hasSize(out.position());
    }

    @Property
    void aPathsAcknowledgmentIsItsAckBehindThePathId(
            @ForAll @LongRange(max = PathId.MAX_VALUE) long pathId,
            @ForAll("received") LongRanges received,
            @ForAll @LongRange(max = Varint.MAX_VALUE) long ackDelay,
            @ForAll List<Ecn> marks,
            @ForAll @IntRange(max = 100) int room)
            throws Exception {
        EcnCounts counts = new EcnCounts();
        marks.forEach(counts::count);
        ByteWriter plain = new ByteWriter(new byte[ROOM]);
        ByteWriter out = new ByteWriter(new byte[ROOM]);

        int ranges = AckWriter.write(plain, room - Varint.size(pathId), received, ackDelay, counts);

        assertThat(AckWriter.writeForPath(out, room, pathId, received, ackDelay, counts))
                .isEqualTo(ranges);
        if (ranges == 0) {
            assertThat(out.position()).isZero();
        } else {
            PathAckFrame frame = (PathAckFrame) first(out);
            assertThat(frame.pathId()).isEqualTo(pathId);
            assertThat(frame.length()).isEqualTo(out.position()).isLessThanOrEqualTo(room);
            assertRangesFromTheTop(frame.ack(), received, ranges);
            assertThat(FrameProperties.bytesOf(frame.ack()))
                    .isEqualTo(Arrays.copyOf(plain.array(), plain.position()));
        }
    }

    @Property
    void asManyRangesAsFitAreWritten(
            @ForAll("received") LongRanges received, @ForAll @IntRange(max = 60) int room)
            throws Exception {
        ByteWriter out = new ByteWriter(new byte[ROOM]);

        int ranges = AckWriter.write(out, room, received, 0, new EcnCounts());

        assertThat(out.position()).isLessThanOrEqualTo(room);
        if (ranges == 0) {
            assertThat(out.position()).isZero();
        } else {
            assertRangesFromTheTop(read(out), received, ranges);
        }
        ByteWriter more = new ByteWriter(new byte[ROOM]);
        if (ranges < received.count()) {
            // No range, nor a header, is as long as that.
            AckWriter.write(more, room + 40, received, 0, new EcnCounts());
            assertThat(more.position()).isGreaterThan(out.position());
        }
    }

    @Property
    void aTruncatedAckIsRefused(@ForAll("received") LongRanges received) {
        EcnCounts counts = new EcnCounts();
        counts.count(Ecn.CE);
        ByteWriter out = new ByteWriter(new byte[ROOM]);
        AckWriter.write(out, ROOM, received, 1, counts);
        assertTruncationsAreRefused(out);
        out.reset(out.array(), 0, ROOM);
        AckWriter.writeForPath(out, ROOM, 1, received, 1, counts);
        assertTruncationsAreRefused(out);
    }

    private void assertTruncationsAreRefused(ByteWriter out) {
        for (int length = 1; length < out.position(); length++) {
            reader.reset(out.array(), 0, length);
            assertThatThrownBy(reader::next).isInstanceOf(TransportException.class);
        }
    }

    private AckFrame read(ByteWriter out) throws TransportException {
        return (AckFrame) first(out);
    }

    private Frame first(ByteWriter out) throws TransportException {
        reader.reset(out.array(), 0, out.position());
        Frame frame = reader.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    private static void assertRangesFromTheTop(AckFrame frame, LongRanges expected, int ranges) {
        assertThat(frame.rangeCount()).isEqualTo(ranges);
        for (int pass = 0; pass < 2; pass++) {
            frame.rewind();
            for (int left = ranges; left > 0; left--) {
                int index = expected.count() - 1 - (ranges - left);
                assertThat(frame.nextRange()).isTrue();
                assertThat(frame.rangeSmallest()).isEqualTo(expected.low(index));
                assertThat(frame.rangeLargest()).isEqualTo(expected.high(index));
            }
            assertThat(frame.nextRange()).isFalse();
        }
    }

    @Provide
    Arbitrary<LongRanges> received() {
        Arbitrary<Long> near = Arbitraries.longs().between(0, 300);
        Arbitrary<Long> anywhere = Arbitraries.longs().between(0, Varint.MAX_VALUE);
        return Arbitraries.frequencyOf(Tuple.of(9, near), Tuple.of(1, anywhere))
                .list()
                .ofMinSize(1)
                .ofMaxSize(80)
                .map(AckFrameProperties::rangesOf);
    }

    private static LongRanges rangesOf(List<Long> numbers) {
        LongRanges ranges = new LongRanges();
        numbers.forEach(ranges::add);
        return ranges;
    }
}
