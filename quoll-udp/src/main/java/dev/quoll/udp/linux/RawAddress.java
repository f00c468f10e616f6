package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// Addresses between Java and `struct sockaddr`. Without an object an IP address is two numbers,
/// `high` and `low`, the halves of its IPv6 form; an IPv4 address is mapped.
final class RawAddress {
    private static final ValueLayout.OfShort PORT = JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt IPV4 = JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong HALF = JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final long MAPPED = 0xffffL << Integer.SIZE;

    private RawAddress() {}

    /// Writes `address` at `at`, in the form a socket of `family` takes. An IPv6 address for an
    /// IPv4 socket stays one, and the kernel refuses it.
    ///
    /// @return how many bytes it takes
    static int write(InetSocketAddress address, Family family, MemorySegment to, long at) {
        InetAddress ip = address.getAddress();
        to.set(PORT, at + Layouts.SIN_PORT, (short) address.getPort());
        if (family == Family.IPV4 && ip instanceof Inet4Address) {
            to.set(JAVA_SHORT, at + Layouts.SA_FAMILY, (short) Constants.AF_INET);
            writeIpv4(ip, to, at + Layouts.SIN_ADDR);
            return (int) Layouts.SOCKADDR_IN.byteSize();
        }
        to.set(JAVA_SHORT, at + Layouts.SA_FAMILY, (short) Constants.AF_INET6);
        to.set(JAVA_INT, at + Layouts.SIN6_FLOWINFO, 0);
        writeIpv6(ip, to, at + Layouts.SIN6_ADDR);
        to.set(JAVA_INT, at + Layouts.SIN6_SCOPE_ID, scopeOf(ip));
        return (int) Layouts.SOCKADDR_IN6.byteSize();
    }

    /// Writes an IPv4 address.
    static void writeIpv4(InetAddress ip, MemorySegment to, long at) {
        to.set(IPV4, at, ByteBuffer.wrap(ip.getAddress()).getInt());
    }

    /// Writes an IPv6 address, or an IPv4 address mapped.
    static void writeIpv6(InetAddress ip, MemorySegment to, long at) {
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
        if (ip instanceof Inet4Address) {
            to.set(HALF, at, 0);
            to.set(HALF, at + Long.BYTES, MAPPED | Integer.toUnsignedLong(bytes.getInt()));
        } else {
            to.set(HALF, at, bytes.getLong());
            to.set(HALF, at + Long.BYTES, bytes.getLong());
        }
    }

    /// The link an address is of; 0 if it needs none.
    static int scopeOf(InetAddress ip) {
        return ip instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    /// The port of a `struct sockaddr`.
    static int port(MemorySegment from, long at) {
        return Short.toUnsignedInt(from.get(PORT, at + Layouts.SIN_PORT));
    }

    /// Whether a `struct sockaddr` is one of IPv6.
    static boolean isIpv6(MemorySegment from, long at) {
        return from.get(JAVA_SHORT, at + Layouts.SA_FAMILY) == Constants.AF_INET6;
    }

    /// The first half of the IPv6 address at `at`.
    static long high(MemorySegment from, long at) {
        return from.get(HALF, at);
    }

    /// The second half of the IPv6 address at `at`.
    static long low(MemorySegment from, long at) {
        return from.get(HALF, at + Long.BYTES);
    }

    /// The second half of the mapped form of the IPv4 address at `at`; the first is 0.
    static long lowOfIpv4(MemorySegment from, long at) {
        return MAPPED | Integer.toUnsignedLong(from.get(IPV4, at));
    }

    /// Whether an address is link-local and so says nothing without its scope.
    static boolean isLinkLocal(long high) {
        return high >>> 54 == 0xfe80 >>> 6;
    }

    /// The object for an address; one of IPv4 if it is mapped.
    static InetAddress toInetAddress(long high, long low, int scope) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            return scope == 0
                    ? InetAddress.getByAddress(bytes)
                    : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }
}
