package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.Option;

import jdk.net.ExtendedSocketOptions;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.OptionalInt;

/// Opens a `DatagramChannel` that is bound, does not block and forbids fragments where the system
/// lets it. On IPv6 the JDK always serves IPv4 too.
final class ChannelSetup {
    private ChannelSetup() {}

    static DatagramChannel open(UdpSocketConfig config) throws IOException {
        if (config.has(Option.IPV6_ONLY)) {
            throw new SocketException("a socket of the JDK cannot leave IPv4 alone");
        }
        DatagramChannel channel = openFor(config.local().getAddress());
        try {
            channel.configureBlocking(false);
            setBuffer(channel, StandardSocketOptions.SO_SNDBUF, config.sendBufferBytes());
            setBuffer(channel, StandardSocketOptions.SO_RCVBUF, config.receiveBufferBytes());
            forbidFragments(channel);
            return bind(channel, config);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel openFor(InetAddress local) throws IOException {
        if (local instanceof Inet4Address) {
            return DatagramChannel.open(StandardProtocolFamily.INET);
        }
        try {
            return DatagramChannel.open(StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            throw new SocketException("this machine has no IPv6, bind to an IPv4 address", e);
        }
    }

    /// As the native socket does: who shares before it has a port may get one of strangers.
    private static DatagramChannel bind(DatagramChannel channel, UdpSocketConfig config)
            throws IOException {
        boolean shares = config.has(Option.SHARE_PORT);
        boolean isAnyPort = config.local().getPort() == 0;
        if (shares && !isAnyPort) {
            sharePort(channel);
        }
        channel.bind(config.local());
        if (shares && isAnyPort) {
            sharePort(channel);
        }
        return channel;
    }

    private static void setBuffer(
            DatagramChannel channel, SocketOption<Integer> option, OptionalInt bytes)
            throws IOException {
        if (bytes.isPresent()) {
            channel.setOption(option, bytes.getAsInt());
        }
    }

    private static void sharePort(DatagramChannel channel) throws IOException {
        if (!canSharePort(channel)) {
            throw new SocketException("this system does not let sockets share a port");
        }
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }

    /// Whether several sockets of this system can have one port.
    static boolean canSharePort() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return canSharePort(channel);
        }
    }

    private static boolean canSharePort(DatagramChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    private static void forbidFragments(DatagramChannel channel) {
        if (channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT)) {
            try {
                channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
            } catch (IOException _) {
                return; // then forbidsFragments tells
            }
        }
    }

    static boolean forbidsFragments(DatagramChannel channel) throws IOException {
        return channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT)
                && channel.getOption(ExtendedSocketOptions.IP_DONTFRAGMENT);
    }
}
