package dev.quoll.udp;

import java.io.IOException;
import java.util.List;

/// [JoinedSocket] with UDP and a carrier that is idle does with UDP what every socket does.
class JoinedSocketAddressesTest extends UdpSocketAddressesContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        DatagramCarrier idle = new MemoryHub("idle", 1452).carrier("here");
        return JoinedSocket.of(NioUdpSocket.open(config), List.of(idle));
    }
}
