package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// Which packets arrived: ranges of packet numbers, from the largest down. *Confined*; a reused
/// cursor, valid until its [FrameReader] goes on. All of it is checked before it is handed out.
///
/// ```
/// ACK Frame {
///   Type (i) = 0x02..0x03, Largest Acknowledged (i), ACK Delay (i),
///   ACK Range Count (i), First ACK Range (i), { Gap (i), ACK Range Length (i) }...,
///   [ECN Counts]
/// }
/// ```
///
/// The ranges are walked without objects:
///
/// ```java
/// ack.rewind();
/// while (ack.nextRange()) {
///     onAcked(ack.rangeSmallest(), ack.rangeLargest());
/// }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.3 RFC 9000, section 19.3
public final class AckFrame implements Frame {
    static final int TYPE = 0x02;
    static final int ECN_TYPE = 0x03;

    private final EcnCounts ecnCounts = new EcnCounts();
    private byte[] array = new byte[0];
    private int type;
    private long largestAcknowledged;
    private long ackDelay;
    private long rangeCount;
    private int contentOffset;
    private int contentLength;
    private int rangesOffset;

    private long rangesLeft;
    private int position;
    private long rangeSmallest;
    private long rangeLargest;

    AckFrame() {}

    void read(int newType, ByteReader in) throws TransportException {
        type = newType;
        array = in.array();
        contentOffset = in.position();
        largestAcknowledged = in.varint();
        ackDelay = in.varint();
        rangeCount = in.varint() + 1;
        rangesOffset = in.position();
        checkRanges(in);
        ecnCounts.clear();
        if (type == ECN_TYPE) {
            ecnCounts.read(in);
        }
        contentLength = in.position() - contentOffset;
        rewind();
    }

    private void checkRanges(ByteReader in) throws TransportException {
        long smallest = largestAcknowledged - in.varint();
        for (long left = rangeCount - 1; left > 0 && smallest >= 0; left--) {
            long largest = smallest - in.varint() - 2;
            smallest = largest - in.varint();
        }
        if (smallest < 0) { // RFC 9000 §19.3.1
            throw new TransportException(
                    TransportErrorCode.FRAME_ENCODING_ERROR, "range of packets below 0");
        }
    }

    /// The largest packet number acknowledged.
    public long largestAcknowledged() {
        return largestAcknowledged;
    }

    /// How long the peer held the acknowledgement of the largest packet, as on the wire: to be
    /// shifted left by the peer's `ack_delay_exponent` to give microseconds; 0 to 2^62-1.
    public long ackDelay() {
        return ackDelay;
    }

    /// How many ranges there are, at least 1.
    public long rangeCount() {
        return rangeCount;
    }

    /// Whether the frame carries ECN counts.
    public boolean hasEcnCounts() {
        return type == ECN_TYPE;
    }

    /// The ECN counts, all zero if the frame carries none; as short-lived as the frame.
    public EcnCounts ecnCounts() {
        return ecnCounts;
    }

    /// Goes back to before the first range.
    public void rewind() {
        rangesLeft = rangeCount;
        position = rangesOffset;
    }

    /// Goes to the next range, which lies lower and does not touch the one before.
    ///
    /// @return whether there is one
    public boolean nextRange() {
        if (rangesLeft == 0) {
            return false;
        }
        rangeLargest =
                rangesLeft == rangeCount ? largestAcknowledged : rangeSmallest - varint() - 2;
        rangeSmallest = rangeLargest - varint();
        rangesLeft--;
        return true;
    }

    private long varint() {
        long value = Varint.read(array, position);
        position += Varint.sizeFrom(array[position]);
        return value;
    }

    /// The smallest packet number of the range, at least 0.
    public long rangeSmallest() {
        return rangeSmallest;
    }

    /// The largest packet number of the range.
    public long rangeLargest() {
        return rangeLargest;
    }

    @Override
    public void write(ByteWriter out) {
        out.uint8(type);
        writeContent(out);
    }

    /// Writes all that is behind the type.
    void writeContent(ByteWriter out) {
        out.bytes(array, contentOffset, contentLength);
    }

    @Override
    public int length() {
        return 1 + contentLength;
    }

    @Override
    public boolean isAckEliciting() {
        return false;
    }

    @Override
    public String toString() {
        return "AckFrame[largestAcknowledged="
                + largestAcknowledged
                + (", ackDelay=" + ackDelay)
                + (", rangeCount=" + rangeCount)
                + (hasEcnCounts() ? ", " + ecnCounts + "]" : "]");
    }
}
