package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.Option;

import java.io.IOException;

class LinuxUdpSocketWithoutOffloadTest extends UdpSocketContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config.with(Option.NO_OFFLOAD));
    }
}
