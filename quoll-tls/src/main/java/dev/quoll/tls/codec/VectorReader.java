package dev.quoll.tls.codec;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;

/// Reads the numbers and length-prefixed vectors that TLS structures are made of. Every length is
/// checked against what is there; what does not fit is a decode_error. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-3 RFC 8446, section 3
public final class VectorReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /// Reads from all of `bytes`, which is not copied.
    public VectorReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /// Reads from `start` to before `end` of `bytes`, which is not copied.
    public VectorReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /// The next byte.
    public int uint8() throws TransportException {
        return (int) number(1);
    }

    /// The next two bytes.
    public int uint16() throws TransportException {
        return (int) number(2);
    }

    /// The next three bytes.
    public int uint24() throws TransportException {
        return (int) number(3);
    }

    /// The next four bytes.
    public long uint32() throws TransportException {
        return number(4);
    }

    /// Copies the next `length` bytes.
    public byte[] bytes(int length) throws TransportException {
        int start = skip(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /// Copies a vector whose length has one byte.
    public byte[] opaque8() throws TransportException {
        return bytes(uint8());
    }

    /// Copies a vector whose length has two bytes.
    public byte[] opaque16() throws TransportException {
        return bytes(uint16());
    }

    /// Copies a vector whose length has three bytes.
    public byte[] opaque24() throws TransportException {
        return bytes(uint24());
    }

    /// A reader for the inside of a vector whose length has one byte.
    public VectorReader vector8() throws TransportException {
        return inside(uint8());
    }

    /// A reader for the inside of a vector whose length has two bytes.
    public VectorReader vector16() throws TransportException {
        return inside(uint16());
    }

    /// A reader for the inside of a vector whose length has three bytes.
    public VectorReader vector24() throws TransportException {
        return inside(uint24());
    }

    /// Whether everything has been read.
    public boolean isEmpty() {
        return position == end;
    }

    /// Checks that nothing is left.
    public void end() throws TransportException {
        if (!isEmpty()) {
            throw decodeError((end - position) + " bytes too many");
        }
    }

    /// A decode_error: the form of what was received is wrong.
    public static TransportException decodeError(String reason) {
        return TransportException.crypto(TlsAlert.DECODE_ERROR, reason);
    }

    private VectorReader inside(int length) throws TransportException {
        int start = skip(length);
        return new VectorReader(bytes, start, start + length);
    }

    private long number(int width) throws TransportException {
        int start = skip(width);
        long value = 0;
        for (int i = start; i < start + width; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private int skip(int length) throws TransportException {
        if (length > end - position) {
            throw decodeError("a length of " + length + " where " + (end - position) + " remain");
        }
        int start = position;
        position += length;
        return start;
    }
}
