package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.InetAddress.ofLiteral;

import dev.quoll.udp.UdpSocketConfig.Option;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// Ports that several sockets have: by sharing, or one for each family.
class LinuxSharedPortsTest extends LoopbackSockets {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    private static UdpSocketConfig config(String address, int port) {
        return UdpSocketConfig.bindTo(new InetSocketAddress(ofLiteral(address), port));
    }

    @Test
    void aSocketOfIpv6AloneLeavesThePortOfIpv4ToAnother() throws IOException {
        open(DUAL); // skips without IPv6
        UdpSocket six = keep(open(config(DUAL, 0).with(Option.IPV6_ONLY)));
        UdpSocket four = keep(open(config("0.0.0.0", six.localAddress().getPort())));
        UdpSocket from = open(DUAL);

        send(from, at(V4, six), 4, 4, 4);
        send(from, at(V6, six), 6, 6, 6);

        assertThat(Inbox.of(four, 1).lengths()).containsExactly(4);
        assertThat(Inbox.of(six, 1).lengths()).containsExactly(6);
        assertThat(send(six, at(V4, four), 0, 1, 1)).isEqualTo(SendResult.UNREACHABLE);
    }

    @Test
    void aSocketOfBothFamiliesTakesThePortOfBoth() throws IOException {
        int port = open(DUAL).localAddress().getPort();

        assertThatThrownBy(() -> open(config("0.0.0.0", port))).isInstanceOf(BindException.class);
    }

    @Test
    void theJdksSocketSaysThatItCannotLeaveIpv4Alone() {
        assertThatThrownBy(() -> NioUdpSocket.open(config(DUAL, 0).with(Option.IPV6_ONLY)))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void sharingIsNotForThoseWhoHaveNotAskedForIt() throws IOException {
        UdpSocket shared = keep(open(config(V4, 0).with(Option.SHARE_PORT)));
        int port = shared.localAddress().getPort();

        assertThatThrownBy(() -> open(config(V4, port))).isInstanceOf(BindException.class);
    }

    @Test
    void theJdksSocketSharesWithANativeOne() throws IOException {
        UdpSocket first = keep(open(config(V4, 0).with(Option.SHARE_PORT)));
        int port = first.localAddress().getPort();

        UdpSocket second = keep(NioUdpSocket.open(config(V4, port).with(Option.SHARE_PORT)));

        assertThat(second.localAddress()).isEqualTo(first.localAddress());
    }

    @Test
    void anAddressOfOthersCannotBeBound() {
        assertThatThrownBy(() -> open(config("203.0.113.1", 0))).isInstanceOf(BindException.class);
    }
}
