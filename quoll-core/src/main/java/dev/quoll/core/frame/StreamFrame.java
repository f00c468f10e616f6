package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Data of a stream, in the array it was read from. *Confined*; a reused cursor, valid until its
/// [FrameReader] goes on.
///
/// ```
/// STREAM Frame {
///   Type (i) = 0x08..0x0f, Stream ID (i), [Offset (i)], [Length (i)], Stream Data (..)
/// }
/// ```
///
/// Senders use the static methods, which write a header for data that follows in place.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.8 RFC 9000, section 19.8
public final class StreamFrame implements Frame {
    static final int FIRST_TYPE = 0x08;
    static final int LAST_TYPE = 0x0f;

    private static final int FIN_BIT = 0x01;
    private static final int LEN_BIT = 0x02;
    private static final int OFF_BIT = 0x04;

    private byte[] array = new byte[0];
    private long streamId;
    private long offset;
    private boolean fin;
    private int dataOffset;
    private int dataLength;

    StreamFrame() {}

    void read(int type, ByteReader in) throws TransportException {
        fin = (type & FIN_BIT) != 0;
        streamId = in.varint();
        offset = (type & OFF_BIT) != 0 ? in.varint() : 0;
        dataLength = (type & LEN_BIT) != 0 ? in.countOfBytes() : in.remaining();
        DataRange.check(offset, dataLength);
        array = in.array();
        dataOffset = in.skip(dataLength);
    }

    /// How many of `wanted` bytes of data fit into `room` bytes with their header and length field.
    ///
    /// @return 0 to `wanted`; negative if not even the header fits
    public static int dataThatFits(int room, long streamId, long offset, int wanted) {
        return Varint.countedBytesThatFit(room - lengthOfHeaderToEnd(streamId, offset), wanted);
    }

    /// Bytes of the header that [#writeHeader] writes.
    public static int headerLength(long streamId, long offset, int dataLength) {
        return lengthOfHeaderToEnd(streamId, offset) + Varint.size(dataLength);
    }

    /// Writes the header of a frame with `dataLength` bytes of data, which the caller puts behind
    /// it.
    public static void writeHeader(
            ByteWriter out, long streamId, long offset, int dataLength, boolean fin) {
        writeType(out, LEN_BIT, streamId, offset, fin);
        out.varint(dataLength);
    }

    /// Bytes of the header that [#writeHeaderToEnd] writes.
    public static int lengthOfHeaderToEnd(long streamId, long offset) {
        return 1 + Varint.size(streamId) + (offset == 0 ? 0 : Varint.size(offset));
    }

    /// Writes the header of a frame whose data goes on to the end of the packet.
    public static void writeHeaderToEnd(ByteWriter out, long streamId, long offset, boolean fin) {
        writeType(out, 0, streamId, offset, fin);
    }

    private static void writeType(
            ByteWriter out, int lengthBit, long streamId, long offset, boolean fin) {
        int offsetBit = offset == 0 ? 0 : OFF_BIT;
        out.uint8(FIRST_TYPE | offsetBit | lengthBit | (fin ? FIN_BIT : 0)).varint(streamId);
        if (offset != 0) {
            out.varint(offset);
        }
    }

    /// The stream.
    public long streamId() {
        return streamId;
    }

    /// Where in the stream the data begins, so that `offset` + [#dataLength] is at most 2^62-1.
    public long offset() {
        return offset;
    }

    /// Whether the stream ends behind the data.
    public boolean fin() {
        return fin;
    }

    /// The array that holds the data; the reader's caller owns it.
    public byte[] array() {
        return array;
    }

    /// The index in [#array] of the first byte of data.
    public int dataOffset() {
        return dataOffset;
    }

    /// How many bytes of data there are, maybe none.
    public int dataLength() {
        return dataLength;
    }

    @Override
    public void write(ByteWriter out) {
        writeHeader(out, streamId, offset, dataLength, fin);
        out.bytes(array, dataOffset, dataLength);
    }

    @Override
    public int length() {
        return headerLength(streamId, offset, dataLength) + dataLength;
    }

    @Override
    public String toString() {
        return "StreamFrame[streamId="
                + streamId
                + (", offset=" + offset)
                + (", dataLength=" + dataLength)
                + (", fin=" + fin + "]");
    }
}
