package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class LinuxUdpSocketAddressesTest extends UdpSocketAddressesContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    @Test
    void aSocketBoundToOneAddressHearsNoOther() throws IOException {
        UdpSocket socket = open(V4);

        assertThatThrownBy(() -> socket.openLocal(SECOND)).isInstanceOf(IOException.class);
    }
}
