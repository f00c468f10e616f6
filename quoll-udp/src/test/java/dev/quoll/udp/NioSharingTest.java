package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import java.io.IOException;

class NioSharingTest extends SharedPortsContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return NioUdpSocket.open(config);
    }

    @Override
    NativeCalls calls() {
        return NativeCalls.NEVER;
    }
}
