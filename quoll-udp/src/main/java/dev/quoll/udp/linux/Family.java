package dev.quoll.udp.linux;

import java.net.Inet4Address;
import java.net.InetAddress;

/// The kind of addresses a socket has. To IPv6 sockets IPv4 addresses are mapped, `::ffff:a.b.c.d`,
/// which the types of this package do by themselves.
enum Family {
    /// IPv4 alone.
    IPV4(Constants.AF_INET, Layouts.SOCKADDR_IN.byteSize()),
    /// IPv6, with IPv4 or without.
    IPV6(Constants.AF_INET6, Layouts.SOCKADDR_IN6.byteSize());

    private final int number;
    private final long addressBytes;

    Family(int number, long addressBytes) {
        this.number = number;
        this.addressBytes = addressBytes;
    }

    /// The family of a socket that is to be bound to `local`.
    static Family of(InetAddress local) {
        return local instanceof Inet4Address ? IPV4 : IPV6;
    }

    /// Its `AF_` number.
    int number() {
        return number;
    }

    /// How long its `struct sockaddr` is, in bytes.
    long addressBytes() {
        return addressBytes;
    }
}
