package dev.quoll.core.direct;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// From how far an address of an interface can be reached, the farthest first.
public enum AddressScope {
    /// From everywhere, as far as firewalls let packets in.
    GLOBAL,
    /// From the same site: RFC 1918, RFC 6598 (carriers) and RFC 4193 (unique local).
    PRIVATE,
    /// From the same link.
    LINK_LOCAL,
    /// From this machine.
    LOOPBACK,
    /// No place to reach anybody at: the unspecified address, multicast.
    NONE;

    /// The scope of an address.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc6890 RFC 6890: Special-Purpose IP Address Registries
    public static AddressScope of(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return NONE;
        } else if (address.isLoopbackAddress()) {
            return LOOPBACK;
        } else if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        return isPrivate(address) ? PRIVATE : GLOBAL;
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> address.isSiteLocalAddress() || isOfCarrier(bytes);
            case Inet6Address _ -> (bytes[0] & 0xfe) == 0xfc; // RFC 4193 §3.1
            default -> false;
        };
    }

    private static boolean isOfCarrier(byte[] bytes) { // 100.64.0.0/10
        return bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
    }
}
