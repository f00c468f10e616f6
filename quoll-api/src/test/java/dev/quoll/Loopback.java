package dev.quoll;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server and a client on this machine. What is connected stays, as both ends are held until they
/// are closed: the garbage collector would close one that a test has no more use for.
final class Loopback implements AutoCloseable {
    static final InetAddress V4 = address(127, 0, 0, 1);
    static final InetAddress V6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private final Endpoint server;
    private final Endpoint client;
    private final Queue<Pair> held = new ConcurrentLinkedQueue<>();

    Loopback(Endpoint server, Endpoint client) {
        this.server = server;
        this.client = client;
    }

    Endpoint server() {
        return server;
    }

    Endpoint client() {
        return client;
    }

    /// Both on 127.0.0.1.
    static Loopback open(TransportConfig transport) throws IOException {
        return new Loopback(server(V4, transport), client(V4, transport));
    }

    static Loopback open() throws IOException {
        return open(TransportConfig.defaults());
    }

    static Endpoint server(InetAddress local, TransportConfig transport) throws IOException {
        ServerConfig config =
                ServerConfig.builder(TestIdentity.server().serverTls().build())
                        .transport(transport)
                        .build();
        return Endpoint.bind(EndpointConfig.server(new InetSocketAddress(local, 0), config));
    }

    static Endpoint client(InetAddress local, TransportConfig transport) throws IOException {
        return Endpoint.bind(
                EndpointConfig.builder()
                        .bindAddress(new InetSocketAddress(local, 0))
                        .defaultClient(clientConfig(transport))
                        .build());
    }

    /// A client whose socket can be switched.
    static Endpoint client(SwitchedSocket socket, TransportConfig transport) {
        return Endpoint.bind(
                EndpointConfig.builder().defaultClient(clientConfig(transport)).build(), socket);
    }

    /// A socket on 127.0.0.1 that can be switched.
    static SwitchedSocket switchedSocket() throws IOException {
        return new SwitchedSocket(
                NioUdpSocket.open(UdpSocketConfig.bindTo(new InetSocketAddress(V4, 0))));
    }

    static ClientConfig clientConfig(TransportConfig transport) {
        return ClientConfig.builder(TestIdentity.server().clientTls().build())
                .transport(transport)
                .build();
    }

    /// Connects and accepts.
    Pair connect() throws IOException {
        return connectTo(server.localAddress());
    }

    /// Connects to one of the addresses of the server, and accepts.
    Pair connectTo(InetSocketAddress address) throws IOException {
        Pair pair = connectLoosely(address);
        held.add(pair);
        return pair;
    }

    /// As [#connect], but nothing holds the connection except what the caller does.
    Pair connectLoosely() throws IOException {
        return connectLoosely(server.localAddress());
    }

    private Pair connectLoosely(InetSocketAddress address) throws IOException {
        Connecting connecting = client.startConnect(address, TestIdentity.HOST);
        Connection serverSide = server.accept().accept().await();
        return new Pair(connecting.await(), serverSide);
    }

    /// One connection, both ends.
    record Pair(Connection client, Connection server) {}

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
