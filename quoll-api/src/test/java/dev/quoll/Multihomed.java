package dev.quoll;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathStatus;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UdpSockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A client on all addresses of this machine, of which loopback has many, and a server on one; they
/// speak multipath and have one connection.
record Multihomed(Endpoint serverEnd, Endpoint clientEnd, Connection server, Connection client)
        implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

    static TransportConfig.Builder transport() {
        return TransportConfig.builder().maxConcurrentMultipathPaths(4);
    }

    static Multihomed open(NativeCalls calls) throws IOException {
        return open(calls, transport().build(), socket -> socket);
    }

    /// @param around puts something around the client's socket
    static Multihomed open(
            NativeCalls calls, TransportConfig transport, UnaryOperator<UdpSocket> around)
            throws IOException {
        return open(calls, transport, Loopback.clientConfig(transport), around);
    }

    static Multihomed open(
            NativeCalls calls,
            TransportConfig transport,
            ClientConfig client,
            UnaryOperator<UdpSocket> around)
            throws IOException {
        ServerConfig serving =
                ServerConfig.builder(TestIdentity.server().serverTls().build())
                        .transport(transport)
                        .build();
        Endpoint serverEnd =
                Endpoint.bind(
                        EndpointConfig.builder().server(serving).build(),
                        socket(Loopback.V4, calls));
        Endpoint clientEnd =
                Endpoint.bind(
                        EndpointConfig.builder().defaultClient(client).build(),
                        around.apply(socket(ANY, calls)));
        Loopback.Pair pair = new Loopback(serverEnd, clientEnd).connect();
        pair.client().awaitHandshakeConfirmed(LONG);
        greet(pair);
        return new Multihomed(serverEnd, clientEnd, pair.server(), pair.client());
    }

    /// A word and an answer: what the server sends first, connection IDs for paths, is there then.
    private static void greet(Loopback.Pair pair) throws IOException {
        try (BiStream ours = pair.client().openBi(LONG)) {
            ours.send().write(1);
            ours.send().finish();
            try (BiStream theirs = pair.server().acceptBi(LONG)) {
                theirs.send().write(theirs.recv().readAllBytes());
            }
            ours.recv().readAllBytes();
        }
    }

    static UdpSocket socket(InetAddress local, NativeCalls calls) throws IOException {
        return UdpSockets.open(UdpSocketConfig.bindTo(new InetSocketAddress(local, 0)).with(calls))
                .socket();
    }

    /// The way to the server from another address than the first.
    FourTuple second() {
        return new FourTuple(serverEnd.localAddress(), Optional.of(SECOND));
    }

    /// Opens a path from another address than the first.
    Path openSecond() throws IOException {
        return client.openPath(second(), PathStatus.AVAILABLE).await(LONG);
    }

    @Override
    public void close() {
        clientEnd.close();
        serverEnd.close();
    }

    /// Reads the next stream of the peer to its end.
    ///
    /// @param most its bytes at most
    static CompletableFuture<byte[]> receive(Connection connection, int most) {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (RecvStream in = connection.acceptUni(LONG)) {
                                received.complete(in.readToEnd(most));
                            } catch (IOException e) {
                                received.completeExceptionally(e);
                            }
                        });
        return received;
    }
}
