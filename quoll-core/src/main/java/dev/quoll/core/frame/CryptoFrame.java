package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Bytes of the TLS handshake, in the array they were read from. *Confined*; a reused cursor, valid
/// until its [FrameReader] goes on.
///
/// ```
/// CRYPTO Frame { Type (i) = 0x06, Offset (i), Length (i), Crypto Data (..) }
/// ```
///
/// Senders use the static methods, which write a header for data that follows in place.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.6 RFC 9000, section 19.6
public final class CryptoFrame implements Frame {
    static final int TYPE = 0x06;

    private byte[] array = new byte[0];
    private long offset;
    private int dataOffset;
    private int dataLength;

    CryptoFrame() {}

    void read(ByteReader in) throws TransportException {
        offset = in.varint();
        dataLength = in.countOfBytes();
        DataRange.check(offset, dataLength);
        array = in.array();
        dataOffset = in.skip(dataLength);
    }

    /// How many of `wanted` bytes of data fit into `room` bytes with their header.
    ///
    /// @return 0 to `wanted`; negative if not even the header fits
    public static int dataThatFits(int room, long offset, int wanted) {
        return Varint.countedBytesThatFit(room - 1 - Varint.size(offset), wanted);
    }

    /// Bytes of the header that [#writeHeader] writes.
    public static int headerLength(long offset, int dataLength) {
        return 1 + Varint.size(offset) + Varint.size(dataLength);
    }

    /// Writes the header of a frame with `dataLength` bytes of data, which the caller puts behind
    /// it.
    public static void writeHeader(ByteWriter out, long offset, int dataLength) {
        out.uint8(TYPE).varint(offset).varint(dataLength);
    }

    /// Where in the CRYPTO stream the data begins; `offset` + [#dataLength] is at most 2^62-1.
    public long offset() {
        return offset;
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
        writeHeader(out, offset, dataLength);
        out.bytes(array, dataOffset, dataLength);
    }

    @Override
    public int length() {
        return headerLength(offset, dataLength) + dataLength;
    }

    @Override
    public String toString() {
        return "CryptoFrame[offset=" + offset + ", dataLength=" + dataLength + "]";
    }
}
