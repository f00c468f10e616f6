package dev.quoll.udp;

import java.io.IOException;

class LinuxUdpSocketWaitingTest extends UdpSocketWaitingContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }
}
