package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

import java.net.InetSocketAddress;

/// Tells the peer the address that its packets come from, on the path on which the frame arrives.
/// Immutable.
///
/// ```
/// OBSERVED_ADDRESS Frame {
///   Type (i) = 0x9f81a6..0x9f81a7, Sequence Number (i), IP Address (32 or 128), Port (16),
/// }
/// ```
///
/// @param sequenceNumber the newest report of a path counts, 0 to 2^62-1
/// @param address where packets come from, as the sender sees it
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address Discovery,
///   section 4.1
public record ObservedAddressFrame(long sequenceNumber, InetSocketAddress address)
        implements Frame {
    static final int IPV4_TYPE = 0x9f81a6;
    static final int IPV6_TYPE = IPV4_TYPE + 1;

    static ObservedAddressFrame read(int type, ByteReader in) throws TransportException {
        long number = in.varint();
        return new ObservedAddressFrame(number, IpAddressFields.read(type, IPV4_TYPE, in));
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

    @Override
    public boolean isProbing() {
        return true;
    }
}
