package dev.quoll.relay.wire;

import dev.quoll.core.codec.Varint;
import dev.quoll.relay.RelayProtocol;

/// What stands before a packet in a datagram: the handle of the peer it goes to, or comes from.
///
/// ```
/// Datagram { Handle (i), Packet (..) }
/// ```
///
/// Handles count from 1 and have 4 bytes at most.
public final class PacketHeader {
    /// The highest handle.
    public static final long MAX_HANDLE = (1L << 30) - 1;

    private PacketHeader() {}

    /// Bytes of the handle at the beginning of a datagram.
    ///
    /// @throws MalformedMessageException if it is longer than handles are, or than the datagram
    public static int size(byte[] datagram) throws MalformedMessageException {
        if (datagram.length == 0) {
            throw new MalformedMessageException("an empty datagram");
        }
        int size = Varint.sizeFrom(datagram[0]);
        if (size > RelayProtocol.MAX_HANDLE_SIZE || size > datagram.length) {
            throw new MalformedMessageException("a datagram without a handle");
        }
        return size;
    }

    /// The handle at the beginning of a datagram of which [#size] was asked.
    public static long handle(byte[] datagram) {
        return Varint.read(datagram, 0);
    }

    /// Puts a handle before the packet that begins at `packet` of a datagram, in place where there
    /// is room before it.
    ///
    /// @return where the datagram with the new handle is
    public static Placed replace(byte[] datagram, int packet, long handle) {
        int size = Varint.size(handle);
        if (size <= packet) {
            Varint.write(datagram, packet - size, handle, size);
            return new Placed(datagram, packet - size, datagram.length - packet + size);
        }
        return with(handle, datagram, packet, datagram.length - packet);
    }

    /// A datagram of a handle and a packet.
    public static Placed with(long handle, byte[] bytes, int offset, int length) {
        int size = Varint.size(handle);
        byte[] datagram = new byte[size + length];
        Varint.write(datagram, 0, handle, size);
        System.arraycopy(bytes, offset, datagram, size, length);
        return new Placed(datagram, 0, datagram.length);
    }

    /// A datagram as a part of an array. *Confined*.
    public record Placed(byte[] array, int offset, int length) {}

    static long checked(long handle) throws MalformedMessageException {
        if (handle < 1 || handle > MAX_HANDLE) {
            throw new MalformedMessageException("a handle of " + handle);
        }
        return handle;
    }
}
