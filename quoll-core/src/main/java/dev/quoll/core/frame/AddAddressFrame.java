package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

import java.net.InetSocketAddress;

/// A server names an address at which it may be reached. Immutable.
///
/// ```
/// ADD_ADDRESS Frame {
///   Type (i) = 0x3d7f90..0x3d7f91, Sequence Number (i), IP Address (32 or 128), Port (16),
/// }
/// ```
///
/// @param sequenceNumber by which it may be taken back, used once
/// @param address where the server may be reached
public record AddAddressFrame(long sequenceNumber, InetSocketAddress address)
        implements NatTraversalFrame {
    static final int IPV4_TYPE = 0x3d7f90;
    static final int IPV6_TYPE = IPV4_TYPE + 1;

    static AddAddressFrame read(int type, ByteReader in) throws TransportException {
        long number = in.varint();
        return new AddAddressFrame(number, IpAddressFields.read(type, IPV4_TYPE, in));
    }

    private int type() {
        return IpAddressFields.typeOf(IPV4_TYPE, address);
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(sequenceNumber);
        IpAddressFields.write(address, out);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(sequenceNumber) + IpAddressFields.length(address);
    }
}
