package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// An IP address and a port, as frames that name addresses have them. An IPv4 address that is
/// mapped into IPv6, as sockets for both see it, is read as an IPv4 address.
final class IpAddressFields {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private IpAddressFields() {}

    /// The type of a frame with this address: that for IPv4, or the next one for IPv6.
    static int typeOf(int ipv4Type, InetSocketAddress address) {
        return isIpv4(address) ? ipv4Type : ipv4Type + 1;
    }

    /// Reads the fields of a frame of this type.
    static InetSocketAddress read(int type, int ipv4Type, ByteReader in) throws TransportException {
        byte[] bytes = in.bytes(type == ipv4Type ? IPV4_BYTES : IPV6_BYTES);
        return new InetSocketAddress(addressOf(bytes), in.uint16());
    }

    static void write(InetSocketAddress address, ByteWriter out) {
        out.bytes(address.getAddress().getAddress()).uint16(address.getPort());
    }

    static int length(InetSocketAddress address) {
        return (isIpv4(address) ? IPV4_BYTES : IPV6_BYTES) + Short.BYTES;
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes); // takes mapped ones apart
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }
}
