package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Tells the peer the address that its packets come from, on the path on which the frame arrives.
/// An IPv4 address that is mapped into IPv6, as sockets for both see it, is an IPv4 address here.
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
    static final int IPV6_TYPE = 0x9f81a7;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    static ObservedAddressFrame read(int type, ByteReader in) throws TransportException {
        long number = in.varint();
        byte[] bytes = in.bytes(type == IPV4_TYPE ? IPV4_BYTES : IPV6_BYTES);
        return new ObservedAddressFrame(
                number, new InetSocketAddress(addressOf(bytes), in.uint16()));
    }

    private static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes); // takes mapped ones apart
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }

    private int type() {
        return address.getAddress() instanceof Inet4Address ? IPV4_TYPE : IPV6_TYPE;
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(sequenceNumber);
        out.bytes(address.getAddress().getAddress()).uint16(address.getPort());
    }

    @Override
    public int length() {
        return Varint.size(type())
                + Varint.size(sequenceNumber)
                + (type() == IPV4_TYPE ? IPV4_BYTES : IPV6_BYTES)
                + Short.BYTES;
    }

    @Override
    public boolean isProbing() {
        return true;
    }
}
