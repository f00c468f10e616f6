package dev.quoll.udp;

import java.io.IOException;
import java.util.List;

class JoinedLinuxSocketWaitingTest extends UdpSocketWaitingContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return JoinedSocket.of(LinuxSockets.open(config), List.of());
    }
}
