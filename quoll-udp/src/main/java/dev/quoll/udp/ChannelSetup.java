package dev.quoll.udp;

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
        DatagramChannel channel = openFor(config.local().getAddress());
        try {
            channel.configureBlocking(false);
            setBuffer(channel, StandardSocketOptions.SO_SNDBUF, config.sendBufferBytes());
            setBuffer(channel, StandardSocketOptions.SO_RCVBUF, config.receiveBufferBytes());
            forbidFragments(channel);
            return channel.bind(config.local());
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

    private static void setBuffer(
            DatagramChannel channel, SocketOption<Integer> option, OptionalInt bytes)
            throws IOException {
        if (bytes.isPresent()) {
            channel.setOption(option, bytes.getAsInt());
        }
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
