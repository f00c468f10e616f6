package dev.quoll.driver;

import dev.quoll.core.spi.Underlay;
import dev.quoll.udp.CarriedSocketAddress;
import dev.quoll.udp.UdpSocket;

import java.net.InetSocketAddress;

/// What core has to know of a socket that may have carriers beside UDP. *Thread-safe*.
record SocketUnderlay(UdpSocket socket) implements Underlay {
    @Override
    public int maxDatagramBytes(InetSocketAddress remote) {
        return socket.maxDatagramBytes(remote);
    }

    @Override
    public boolean isOfNetwork(InetSocketAddress address) {
        return !(address instanceof CarriedSocketAddress)
                && !CarriedSocketAddress.isReserved(address.getAddress());
    }
}
