package dev.quoll.core.params;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Where a server would rather be reached once the handshake is over, and the connection ID (with
/// sequence number 1) to use there. Immutable.
///
/// @param ipv4 an IPv4 address, if it has one
/// @param ipv6 an IPv6 address, if it has one
/// @param connectionId 1 to 20 bytes
/// @param statelessResetToken goes with `connectionId`
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.6 RFC 9000, section 9.6
public record PreferredAddress(
        Optional<InetSocketAddress> ipv4,
        Optional<InetSocketAddress> ipv6,
        ConnectionId connectionId,
        StatelessResetToken statelessResetToken) {
    public PreferredAddress {
        ipv4.ifPresent(address -> require(address, Inet4Address.class));
        ipv6.ifPresent(address -> require(address, Inet6Address.class));
        if (connectionId.length() == 0) {
            throw new IllegalArgumentException("a preferred address needs a connection ID");
        }
    }

    private static void require(InetSocketAddress address, Class<? extends InetAddress> family) {
        if (!family.isInstance(address.getAddress()) || address.getPort() == 0) {
            throw new IllegalArgumentException(address + " is no " + family.getSimpleName());
        }
    }
}
