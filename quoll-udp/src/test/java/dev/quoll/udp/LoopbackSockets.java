package dev.quoll.udp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sockets on loopback that are closed after each test. Contracts extend this, and classes of tests
/// extend the contracts and say how their kind of socket is opened.
@Timeout(60)
abstract class LoopbackSockets {
    static final String V4 = "127.0.0.1";
    static final String V6 = "::1";
    static final String DUAL = "::";

    private final List<UdpSocket> opened = new ArrayList<>();

    abstract UdpSocket open(UdpSocketConfig config) throws IOException;

    UdpSocket open(String address) throws IOException {
        assumeTrue(address.equals(V4) || hasIpv6(), "this machine has no IPv6");
        return keep(open(UdpSocketConfig.bindTo(new InetSocketAddress(ofLiteral(address), 0))));
    }

    private static boolean hasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(ofLiteral(V6)::equals);
    }

    UdpSocket keep(UdpSocket socket) {
        opened.add(socket);
        return socket;
    }

    @AfterEach
    void closeAll() throws IOException {
        for (UdpSocket socket : opened) {
            socket.close();
        }
    }

    static InetSocketAddress at(String address, UdpSocket socket) {
        return new InetSocketAddress(ofLiteral(address), socket.localAddress().getPort());
    }

    static SendResult send(
            UdpSocket socket, InetSocketAddress remote, int seed, int length, int segment) {
        return socket.send(batch(remote, seed, length, segment));
    }

    static SendBatch batch(InetSocketAddress remote, int seed, int length, int segment) {
        return new SendBatch()
                .to(remote, Optional.empty(), 0)
                .payload(pattern(seed, length), 0, length, segment);
    }

    /// Bytes that begin with `seed` and repeat every 100, so that a segment tells its batch.
    static byte[] pattern(int seed, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 100 + seed);
        }
        return bytes;
    }
}
