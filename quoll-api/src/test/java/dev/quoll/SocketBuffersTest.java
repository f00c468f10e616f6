package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;

class SocketBuffersTest {
    @Test
    void whereAllWasGrantedThereIsNothingToSay() {
        assertThat(new SocketBuffers(1000, 1000).complaint(1000)).isEmpty();
        assertThat(new SocketBuffers(2000, 1001).complaint(1000)).isEmpty();
    }

    @Test
    void theLimitToRaiseIsNamed() {
        assertThat(new SocketBuffers(999, 1000).complaint(1000).orElseThrow())
                .contains("999 to receive", "1000 bytes", "net.core.rmem_max")
                .doesNotContain("wmem");
        assertThat(new SocketBuffers(1000, 999).complaint(1000).orElseThrow())
                .contains("999 to send", "net.core.wmem_max")
                .doesNotContain("rmem");
        assertThat(new SocketBuffers(1, 2).complaint(1000).orElseThrow())
                .contains("net.core.rmem_max and net.core.wmem_max");
    }

    @Test
    void whereThereIsNoBufferNoneIsMissed() {
        assertThat(new SocketBuffers(0, 0).complaint(1000)).isEmpty();
    }

    @Test
    void aSocketIsAskedForWhatItHas() throws IOException {
        InetSocketAddress any = new InetSocketAddress(Loopback.V4, 0);
        UdpSocketConfig config =
                UdpSocketConfig.bindTo(any).withReceiveBuffer(20_000).withSendBuffer(30_000);
        try (UdpSocket socket = NioUdpSocket.open(config)) {
            SocketBuffers buffers = SocketBuffers.of(socket);
            assertThat(buffers)
                    .isEqualTo(
                            new SocketBuffers(
                                    socket.receiveBufferBytes(), socket.sendBufferBytes()));
            assertThat(buffers.complaint(20_000)).isEmpty();
            assertThat(buffers.toString()).contains(buffers.receive() + " bytes to receive");
        }
    }
}
