package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.net.ExtendedSocketOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

class ChannelSetupTest {
    private static final UdpSocketConfig LOOPBACK =
            UdpSocketConfig.bindTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

    @Test
    void datagramsAreNotFragmentedWhereTheSystemLetsUsSaySo() throws IOException { // RFC 9000 §14
        try (DatagramChannel channel = ChannelSetup.open(LOOPBACK)) {
            assumeTrue(
                    channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT),
                    "this system cannot forbid fragments");

            assertThat(ChannelSetup.forbidsFragments(channel)).isTrue();
        }
    }
}
