package dev.quoll.cli.report;

import java.net.InetSocketAddress;

/// Addresses as the command takes them.
public final class HostAndPort {
    private HostAndPort() {}

    /// `127.0.0.1:4433` or `[::1]:4433`.
    public static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
