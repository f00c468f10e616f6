package dev.quoll.udp;

import java.io.IOException;

class LinuxUdpSocketTest extends UdpSocketContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }
}
