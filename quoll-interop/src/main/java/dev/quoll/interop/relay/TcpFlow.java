package dev.quoll.interop.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// A TCP connection on which a server sends as much as it can until the flow is closed.
/// *Thread-safe*.
final class TcpFlow implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final ServerSocket listener;
    private final Socket client = new Socket();
    private final AtomicLong received = new AtomicLong();

    private TcpFlow(ServerSocket listener) {
        this.listener = listener;
    }

    /// With a server on a free port of the address, and no client yet.
    static TcpFlow listen(InetAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(address, 0));
        return new TcpFlow(listener);
    }

    /// Of the server.
    int port() {
        return listener.getLocalPort();
    }

    /// Has a client connect to the server at an address, which need not be the one it listens on.
    void begin(InetAddress server) {
        Thread.startVirtualThread(this::send);
        Thread.startVirtualThread(() -> receive(server));
    }

    private void send() {
        try (Socket accepted = listener.accept()) {
            byte[] chunk = new byte[CHUNK];
            while (!listener.isClosed()) {
                accepted.getOutputStream().write(chunk);
            }
        } catch (IOException e) {
            // the flow is closed
        }
    }

    private void receive(InetAddress server) {
        try {
            client.connect(new InetSocketAddress(server, port()));
            byte[] chunk = new byte[CHUNK];
            for (int length = 0; length >= 0; length = client.getInputStream().read(chunk)) {
                received.addAndGet(length);
            }
        } catch (IOException e) {
            // the flow is closed
        }
    }

    /// Bytes that the client got so far.
    long received() {
        return received.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        client.close();
    }
}
