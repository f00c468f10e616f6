package dev.quoll;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;

/// Passes datagrams between a client and a server, to each of which it looks like the other.
final class UdpRelay implements AutoCloseable {
    private static final int MAX_BYTES = 2048;

    private final DatagramSocket front = onLoopback();
    private final DatagramSocket back = onLoopback();
    private final AtomicReference<SocketAddress> client = new AtomicReference<>();

    /// @param server where to send what comes from the client
    UdpRelay(InetSocketAddress server) throws IOException {
        start(
                front,
                packet -> {
                    client.set(packet.getSocketAddress());
                    packet.setSocketAddress(server);
                    back.send(packet);
                });
        start(
                back,
                packet -> {
                    packet.setSocketAddress(client.get());
                    front.send(packet);
                });
    }

    private static DatagramSocket onLoopback() throws IOException {
        return new DatagramSocket(new InetSocketAddress(Loopback.V4, 0));
    }

    private interface Forwarding {
        void pass(DatagramPacket packet) throws IOException;
    }

    private static void start(DatagramSocket from, Forwarding forwarding) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    byte[] bytes = new byte[MAX_BYTES];
                                    DatagramPacket packet = new DatagramPacket(bytes, MAX_BYTES);
                                    from.receive(packet);
                                    forwarding.pass(packet);
                                }
                            } catch (IOException _) {
                                from.close(); // closed
                            }
                        });
    }

    /// Where the client sends to.
    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
