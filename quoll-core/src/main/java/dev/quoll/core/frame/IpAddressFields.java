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

    static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    static InetSocketAddress readIpv4(ByteReader in) throws TransportException {
        return new InetSocketAddress(addressOf(in.bytes(IPV4_BYTES)), in.uint16());
    }

    static InetSocketAddress readIpv6(ByteReader in) throws TransportException {
        return new InetSocketAddress(addressOf(in.bytes(IPV6_BYTES)), in.uint16());
    }

    static void write(InetSocketAddress address, ByteWriter out) {
        out.bytes(address.getAddress().getAddress()).uint16(address.getPort());
    }

    static int length(InetSocketAddress address) {
        return (isIpv4(address) ? IPV4_BYTES : IPV6_BYTES) + Short.BYTES;
    }

    private static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes); // takes mapped ones apart
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }
}
