package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Data that is sent once, in the array that holds it. *Confined*; a reused cursor: of a
/// [FrameReader], valid until that goes on, or of a sender.
///
/// ```
/// DATAGRAM Frame { Type (i) = 0x30..0x31, [Length (i)], Datagram Data (..) }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9221#section-4 RFC 9221, section 4
public final class DatagramFrame implements Frame {
    static final int TYPE = 0x30;
    static final int LENGTH_TYPE = 0x31;

    private byte[] array = new byte[0];
    private int dataOffset;
    private int dataLength;

    /// A frame without data.
    public DatagramFrame() {}

    void read(int type, ByteReader in) throws TransportException {
        int length = type == LENGTH_TYPE ? in.countOfBytes() : in.remaining();
        set(in.array(), in.skip(length), length);
    }

    /// Makes it a frame with this data, which is not copied.
    public void set(byte[] newArray, int newDataOffset, int newDataLength) {
        array = newArray;
        dataOffset = newDataOffset;
        dataLength = newDataLength;
    }

    /// The array that holds the data; its owner is whoever filled the frame.
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
        out.uint8(LENGTH_TYPE).varint(dataLength).bytes(array, dataOffset, dataLength);
    }

    @Override
    public int length() {
        return 1 + Varint.size(dataLength) + dataLength;
    }

    @Override
    public String toString() {
        return "DatagramFrame[dataLength=" + dataLength + "]";
    }
}
