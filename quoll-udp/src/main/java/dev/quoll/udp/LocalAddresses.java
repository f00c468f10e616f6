package dev.quoll.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// Which local addresses a socket can have besides the one it is bound to.
final class LocalAddresses {
    private LocalAddresses() {}

    /// Whether a socket bound to `bound` has the family of `local`.
    ///
    /// @throws SocketException if it has not
    static void checkFamily(InetAddress bound, InetAddress local) throws SocketException {
        boolean isOfBoth = bound.isAnyLocalAddress() && !isIpv4(bound);
        if (!isOfBoth && isIpv4(bound) != isIpv4(local)) {
            throw new SocketException(local + " is of another family than " + bound);
        }
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    /// Whether an address is this machine's: lists of interfaces say too little, a loopback
    /// interface has more than those.
    ///
    /// @throws IOException if it is not
    static void checkOurs(InetAddress local) throws IOException {
        ChannelSetup.open(UdpSocketConfig.bindTo(new InetSocketAddress(local, 0))).close();
    }
}
