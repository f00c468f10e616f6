package dev.quoll.core.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a server would rather be reached once the handshake is over. Immutable.
///
/// @param ipv4 an IPv4 address, if it has one
/// @param ipv6 an IPv6 address, if it has one
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.6 RFC 9000, section 9.6
public record ServerAddresses(Optional<InetSocketAddress> ipv4, Optional<InetSocketAddress> ipv6) {
    /// It stays where it is.
    public static final ServerAddresses NONE =
            new ServerAddresses(Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    boolean isAt(InetAddress address) {
        return Stream.of(ipv4, ipv6)
                .flatMap(Optional::stream)
                .anyMatch(each -> each.getAddress().equals(address));
    }
}
