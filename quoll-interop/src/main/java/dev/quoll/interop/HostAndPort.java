package dev.quoll.interop;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Addresses as the programs write them: `127.0.0.1:4433`, `[::1]:4433`.
final class HostAndPort {
    private HostAndPort() {}

    /// No name is looked up.
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(
                InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
    }

    /// The same port at another host.
    static String elsewhere(String host, String address) {
        return host + address.substring(address.lastIndexOf(':'));
    }

    static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        boolean isIpv6 = address.getAddress() instanceof Inet6Address;
        return (isIpv6 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
