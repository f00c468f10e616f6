package dev.quoll.udp;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// Tells addresses of networks from those in the prefix of carriers. It remembers the objects last
/// looked at, since sockets and connections use the same ones again and to look means to copy.
/// *Thread-safe*: threads that overwrite each other's words cost a look.
final class NetworkAddresses {
    private static final int SLOTS_LOG2 = 8;

    private final @Nullable InetSocketAddress[] known =
            new @Nullable InetSocketAddress[1 << SLOTS_LOG2];

    boolean contain(InetSocketAddress address) {
        int slot = address.hashCode() * 0x9E3779B9 >>> Integer.SIZE - SLOTS_LOG2;
        if (known[slot] == address) {
            return true;
        }
        if (CarriedSocketAddress.isReserved(address.getAddress())) {
            return false;
        }
        known[slot] = address;
        return true;
    }
}
