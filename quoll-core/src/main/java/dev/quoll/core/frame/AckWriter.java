package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.range.LongRanges;

/// Writes ACK and PATH_ACK frames. Static functions; nothing is allocated. The formats are those of
/// [AckFrame] and [PathAckFrame].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.3.1 RFC 9000, section 19.3.1
public final class AckWriter {
    private AckWriter() {}

    /// Writes an ACK frame with as many ranges, from the largest down, as fit into `room` bytes.
    ///
    /// @param room at most what `out` has left
    /// @param received the packet numbers, at least one
    /// @param ackDelay already shifted by our `ack_delay_exponent`, 0 to 2^62-1
    /// @param ecnCounts left out if they are all zero
    /// @return how many ranges were written; 0 if not even one fits, and then nothing was
    public static int write(
            ByteWriter out, int room, LongRanges received, long ackDelay, EcnCounts ecnCounts) {
        int ranges = rangesThatFit(room, received, ackDelay, ecnCounts);
        if (ranges > 0) {
            out.uint8(ecnCounts.isEmpty() ? AckFrame.TYPE : AckFrame.ECN_TYPE);
            writeContent(out, ranges, received, ackDelay, ecnCounts);
        }
        return ranges;
    }

    /// Writes a PATH_ACK frame, otherwise as [#write].
    ///
    /// @param pathId whose packets they are, 0 to 2^32-1
    public static int writeForPath(
            ByteWriter out,
            int room,
            long pathId,
            LongRanges received,
            long ackDelay,
            EcnCounts ecnCounts) {
        int ranges = rangesThatFit(room - Varint.size(pathId), received, ackDelay, ecnCounts);
        if (ranges > 0) {
            out.uint8(ecnCounts.isEmpty() ? PathAckFrame.TYPE : PathAckFrame.ECN_TYPE);
            out.varint(pathId);
            writeContent(out, ranges, received, ackDelay, ecnCounts);
        }
        return ranges;
    }

    private static void writeContent(
            ByteWriter out, int ranges, LongRanges received, long ackDelay, EcnCounts ecnCounts) {
        int index = received.count() - 1;
        out.varint(received.max()).varint(ackDelay).varint(ranges - 1);
        out.varint(received.high(index) - received.low(index));
        for (int left = ranges - 1; left > 0; left--) {
            index--;
            out.varint(gapAbove(received, index));
            out.varint(received.high(index) - received.low(index));
        }
        if (!ecnCounts.isEmpty()) {
            ecnCounts.write(out);
        }
    }

    private static int rangesThatFit(
            int room, LongRanges received, long ackDelay, EcnCounts ecnCounts) {
        int index = received.count() - 1;
        int left = room - 1 - Varint.size(received.max()) - Varint.size(ackDelay);
        left -= Varint.size(index); // as if all ranges did fit
        left -= Varint.size(received.high(index) - received.low(index));
        left -= ecnCounts.isEmpty() ? 0 : ecnCounts.length();
        int ranges = 0;
        while (left >= 0) {
            ranges++;
            if (--index < 0) {
                break;
            }
            left -= Varint.size(gapAbove(received, index));
            left -= Varint.size(received.high(index) - received.low(index));
        }
        return ranges;
    }

    /// Packets missing between range `index` and the one above it, less one, as the frame has it.
    private static long gapAbove(LongRanges received, int index) {
        return received.low(index + 1) - received.high(index) - 2;
    }
}
