package dev.quoll.udp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import java.io.IOException;

/// Opens native sockets for tests, or skips the test where there are none.
final class LinuxSockets {
    private LinuxSockets() {}

    static UdpSocket open(UdpSocketConfig config) throws IOException {
        SocketChoice choice = UdpSockets.choice(NativeCalls.IF_ENABLED);
        assumeTrue(choice == SocketChoice.LINUX, () -> "no native sockets: " + choice);
        return LinuxUdpSocket.open(config);
    }
}
