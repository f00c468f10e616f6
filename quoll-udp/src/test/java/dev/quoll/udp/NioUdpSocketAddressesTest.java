package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;

class NioUdpSocketAddressesTest extends UdpSocketAddressesContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return NioUdpSocket.open(config);
    }

    @Test
    void aSecondAddressHasThePortOfTheFirstWhereItIsFree() throws IOException {
        UdpSocket socket = open(V4);
        UdpSocket peer = open(V4);
        socket.openLocal(SECOND);
        sendFrom(SECOND, socket, at(V4, peer));

        assertThat(Inbox.of(peer, 1).remotes())
                .containsExactly(new InetSocketAddress(SECOND, socket.localAddress().getPort()));
    }

    @Test
    void thePortOfAClosedAddressIsFreed() throws IOException {
        UdpSocket socket = open(V4);
        socket.openLocal(SECOND);
        socket.closeLocal(SECOND);
        socket.await(0);

        InetSocketAddress freed = new InetSocketAddress(SECOND, socket.localAddress().getPort());
        assertThat(keep(open(UdpSocketConfig.bindTo(freed))).localAddress()).isEqualTo(freed);
    }

    @Test
    void nothingLeavesFromAnAddressThatIsNotOpen() throws IOException {
        UdpSocket socket = open(ANY_V4);
        UdpSocket peer = open(V4);

        assertThat(sendFrom(SECOND, socket, at(V4, peer))).isEqualTo(SendResult.UNREACHABLE);
        socket.openLocal(SECOND);
        socket.close();
        assertThatThrownBy(() -> socket.openLocal(SECOND)).isInstanceOf(IOException.class);
    }
}
