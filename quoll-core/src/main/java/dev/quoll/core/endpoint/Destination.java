package dev.quoll.core.endpoint;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FirstByte;

import java.util.Arrays;
import java.util.Objects;

/// Where the destination connection ID of a datagram lies, and nothing else of it: that is all one
/// needs to find the connection, and the same in every version. A cursor, reused for datagram after
/// datagram, so that looking costs no object. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8999#section-5 RFC 8999, section 5
public final class Destination {
    private static final int LONG_LENGTH_OFFSET = 5; // behind the first byte and the version

    private final int shortLength;
    private int offset;
    private int length;

    /// A cursor for one endpoint.
    ///
    /// @param shortLength bytes of the connection IDs this endpoint issues, 0 to 20: a short header
    ///   does not tell
    public Destination(int shortLength) {
        this.shortLength = Objects.checkIndex(shortLength, ConnectionId.MAX_LENGTH + 1);
    }

    /// Looks at a datagram.
    ///
    /// @return false if it is too short to have a destination, or the ID is longer than any of ours
    public boolean read(byte[] datagram, int start, int datagramLength) {
        Objects.checkFromIndexSize(start, datagramLength, datagram.length);
        if (datagramLength == 0) {
            return false;
        }
        if (!FirstByte.isLong(datagram[start] & 0xff)) {
            return place(start + 1, shortLength, start + datagramLength);
        }
        if (datagramLength <= LONG_LENGTH_OFFSET) {
            return false;
        }
        int longLength = datagram[start + LONG_LENGTH_OFFSET] & 0xff;
        return longLength <= ConnectionId.MAX_LENGTH
                && place(start + LONG_LENGTH_OFFSET + 1, longLength, start + datagramLength);
    }

    private boolean place(int idOffset, int idLength, int end) {
        offset = idOffset;
        length = idLength;
        return idOffset + idLength <= end;
    }

    /// Whether two datagrams of one array have short headers with the same ID.
    ///
    /// @param datagramLength bytes of the one that begins at `start`; the other has as many or more
    public boolean isSame(byte[] datagrams, int other, int start, int datagramLength) {
        int end = 1 + shortLength;
        return datagramLength >= end
                && !FirstByte.isLong(datagrams[other] & 0xff)
                && !FirstByte.isLong(datagrams[start] & 0xff)
                && Arrays.equals(
                        datagrams, other + 1, other + end, datagrams, start + 1, start + end);
    }

    /// The index of the ID's first byte.
    public int offset() {
        return offset;
    }

    /// Bytes of the ID, 0 to 20.
    public int length() {
        return length;
    }
}
