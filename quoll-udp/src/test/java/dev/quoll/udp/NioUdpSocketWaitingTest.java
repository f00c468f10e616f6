package dev.quoll.udp;

import java.io.IOException;

class NioUdpSocketWaitingTest extends UdpSocketWaitingContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return NioUdpSocket.open(config);
    }
}
