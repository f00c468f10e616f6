package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.range.LongRanges;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.List;

/// The bytes of the multipath frames, and what is wrong with some.
class MultipathFramesTest {
    private static final String TOKEN = "101112131415161718191a1b1c1d1e1f";

    private final FrameReader reader = new FrameReader();

    @BeforeEach
    void negotiated() {
        reader.readMultipath();
    }

    static List<Arguments> controlFrames() {
        return List.of(
                Arguments.of(abandon(1, PathErrorCode.APPLICATION_ABANDON_PATH), "7e75 01 3e"),
                Arguments.of(abandon(2, PathErrorCode.PATH_UNSTABLE_OR_POOR), "7e75 02 7e76"),
                Arguments.of(abandon(2, PathErrorCode.NO_CID_AVAILABLE_FOR_PATH), "7e75 02 7e77"),
                Arguments.of(abandon(3, PathErrorCode.PATH_RESOURCE_LIMIT_REACHED), "7e75 03 7e75"),
                Arguments.of(abandon(3, PathErrorCode.NO_ERROR), "7e75 03 00"),
                Arguments.of(new PathStatusFrame(1, PathStatus.BACKUP, 1), "7e76 01 01"),
                Arguments.of(new PathStatusFrame(1, PathStatus.AVAILABLE, 2), "7e77 01 02"),
                Arguments.of(issued(1, 0, 0), "7e78 01 00 00 08 0102030405060708" + TOKEN),
                Arguments.of(issued(3, 2, 1), "7e78 03 02 01 08 0102030405060708" + TOKEN),
                Arguments.of(new PathRetireConnectionIdFrame(1, 0), "7e79 01 00"),
                Arguments.of(new MaxPathIdFrame(8), "7e7a 08"),
                Arguments.of(new MaxPathIdFrame(PathId.MAX_VALUE), "7e7a c0000000ffffffff"),
                Arguments.of(new PathsBlockedFrame(7), "7e7b 07"),
                Arguments.of(new PathCidsBlockedFrame(2, 0), "7e7c 02 00"));
    }

    @ParameterizedTest
    @MethodSource("controlFrames")
    void aControlFrameHasTheseBytes(Frame frame, String hex) throws Exception {
        assertThat(FrameProperties.bytesOf(frame)).isEqualTo(bytes(hex));

        assertThat(first(hex)).isEqualTo(frame);
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 995-1000, 10, 0, 3e 03 43e8 0a 00 05",
        "1, 12-15 18-20, 0, 0, 3e 01 14 00 01 02 01 03",
        "1, 0-9, 25, 1, 3f 01 09 19 00 09 0a 00 01"
    })
    void anAcknowledgmentHasTheseBytes(
            long pathId, String received, long ackDelay, int congestionMarks, String hex)
            throws Exception {
        EcnCounts counts = new EcnCounts();
        for (int mark = 0; mark < 10 * congestionMarks; mark++) {
            counts.count(Ecn.ECT_0);
        }
        for (int mark = 0; mark < congestionMarks; mark++) {
            counts.count(Ecn.CE);
        }
        LongRanges ranges = ranges(received);
        ByteWriter out = new ByteWriter(new byte[bytes(hex).length]);

        int written =
                AckWriter.writeForPath(out, out.remaining(), pathId, ranges, ackDelay, counts);

        assertThat(written).isEqualTo(ranges.count());
        assertThat(out.array()).isEqualTo(bytes(hex));
        PathAckFrame frame = (PathAckFrame) first(hex);
        assertThat(frame.pathId()).isEqualTo(pathId);
        assertThat(frame.ack().ackDelay()).isEqualTo(ackDelay);
        assertThat(frame.ack().ecnCounts()).hasToString(counts.toString());
        assertThat(rangesOf(frame.ack())).isEqualTo(received);
        assertThat(FrameProperties.bytesOf(frame)).isEqualTo(bytes(hex));
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty connection ID, 7e78 01 00 00 00" + TOKEN,
        "connection ID of 21 bytes, 7e78 01 00 00 15 000102030405060708090a0b0c0d0e0f1011121314"
                + TOKEN,
        "retires more than itself, 7e78 01 01 02 01 aa" + TOKEN,
        "range below 0, 3e 01 05 00 00 06",
        "no ECN counts, 3f 01 05 00 00 05",
        "no sequence number, 7e76 01",
        "a type behind the last, 7e7d 01 00"
    })
    void aMalformedFrameIsAnEncodingError(String what, String hex) {
        assertRefused(hex, TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    @ParameterizedTest // multipath §4, §4.6, §4.7
    @ValueSource(
            strings = {
                "3e c000000100000000 00 00 00 00",
                "3f c000000100000000 00 00 00 00 00 00 00",
                "7e75 c000000100000000 00",
                "7e76 c000000100000000 00",
                "7e77 c000000100000000 00",
                "7e78 c000000100000000 00 00 01 aa" + TOKEN,
                "7e79 c000000100000000 00",
                "7e7a c000000100000000",
                "7e7b c000000100000000",
                "7e7c c000000100000000 00"
            })
    void aPathIdAboveAnyLimitIsAViolation(String hex) {
        assertRefused(hex, TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @ParameterizedTest // RFC 9000 §12.4
    @ValueSource(strings = {"403e 00 00 00 00 00", "80003e75 00 00"})
    void aTypeInALongerFormIsAViolation(String hex) {
        assertRefused(hex, TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @ParameterizedTest // RFC 9000 §12.4
    @ValueSource(
            strings = {
                "3e 03 43e8 0a 00 05",
                "3f 01 09 19 00 09 0a 00 01",
                "7e75 01 3e",
                "7e76 01 01",
                "7e77 01 02",
                "7e78 01 00 00 08 0102030405060708" + TOKEN,
                "7e79 01 00",
                "7e7a 08",
                "7e7a c000000100000000",
                "7e7b 07",
                "7e7c 02 00"
            })
    void unlessNegotiatedTheTypesAreUnknown(String hex) {
        assertRefused(new FrameReader(), hex, TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    @Test // RFC 9002 §2
    void onlyAcknowledgmentsAskForNone() throws Exception {
        assertThat(first("3e 01 14 00 00 02").isAckEliciting()).isFalse();
        assertThat(first("3f 01 09 19 00 09 0a 00 01").isAckEliciting()).isFalse();
        assertThat(controlFrames()).allMatch(each -> frameOf(each).isAckEliciting());
    }

    @Test // RFC 9000 §9.1
    void onlyNewConnectionIdsProbe() throws Exception {
        assertThat(first("3e 01 14 00 00 02").isProbing()).isFalse();
        assertThat(controlFrames())
                .allMatch(
                        each ->
                                frameOf(each).isProbing()
                                        == frameOf(each) instanceof PathNewConnectionIdFrame);
    }

    private static Frame frameOf(Arguments arguments) {
        return (Frame) arguments.get()[0];
    }

    private static PathAbandonFrame abandon(long pathId, PathErrorCode code) {
        return new PathAbandonFrame(pathId, code.code());
    }

    private static PathNewConnectionIdFrame issued(long pathId, long number, long retirePriorTo) {
        return new PathNewConnectionIdFrame(
                pathId,
                new NewConnectionIdFrame(
                        number,
                        retirePriorTo,
                        ConnectionId.of(bytes("0102030405060708")),
                        StatelessResetToken.of(bytes(TOKEN), 0)));
    }

    /// Reads `12-15 18-20`.
    private static LongRanges ranges(String text) {
        LongRanges ranges = new LongRanges();
        for (String range : text.split(" ", -1)) {
            String[] ends = range.split("-", -1);
            ranges.add(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
        }
        return ranges;
    }

    private static String rangesOf(AckFrame ack) {
        StringBuilder text = new StringBuilder();
        while (ack.nextRange()) {
            text.insert(0, " " + ack.rangeSmallest() + "-" + ack.rangeLargest());
        }
        return text.substring(1);
    }

    private Frame first(String hex) throws TransportException {
        reader.reset(bytes(hex), 0, bytes(hex).length);
        Frame frame = reader.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    private void assertRefused(String hex, TransportErrorCode code) {
        assertRefused(reader, hex, code);
    }

    private static void assertRefused(FrameReader by, String hex, TransportErrorCode code) {
        by.reset(bytes(hex), 0, bytes(hex).length);
        assertThatThrownBy(by::next)
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.code()).isEqualTo(code.code()));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
