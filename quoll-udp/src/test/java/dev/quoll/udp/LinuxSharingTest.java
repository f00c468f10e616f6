package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import java.io.IOException;

class LinuxSharingTest extends SharedPortsContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    @Override
    NativeCalls calls() {
        return NativeCalls.IF_ENABLED;
    }
}
