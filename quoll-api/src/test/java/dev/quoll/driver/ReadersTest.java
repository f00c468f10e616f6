package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quoll.Eventually;
import dev.quoll.TestIdentity;
import dev.quoll.config.EndpointConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.Direction;
import dev.quoll.error.ConnectionException;
import dev.quoll.udp.OpenedSocket;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UdpSockets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An endpoint with a socket and a reader, or with several at one port. The kernel decides by a
/// secret which of them a client's datagrams come to, so clients come, or move, until all were
/// used.
@org.junit.jupiter.api.Timeout(120)
class ReadersTest {
    private static final int MOST_TRIES = 300; // that all are of one reader of three: 2 in 10^52
    private static final int LENGTH = 5_000;

    private final List<EndpointDriver> endpoints = new ArrayList<>();
    private EndpointDriver server;
    private List<UdpSocket> serverSockets;

    /// Both ends of a connection.
    private record Pair(EndpointDriver endpoint, ConnectionDriver client, ConnectionDriver server) {
        void exchange() throws IOException {
            send(client, server);
            send(server, client);
        }
    }

    private static List<UdpSocket> sockets(int count, NativeCalls calls) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        List<UdpSocket> sockets =
                UdpSockets.openSharing(UdpSocketConfig.bindTo(any).with(calls), count).stream()
                        .map(OpenedSocket::socket)
                        .toList();
        assumeTrue(sockets.size() == count, "sockets cannot share ports here");
        return sockets;
    }

    private void serve(int readers, NativeCalls calls) throws IOException {
        assumeTrue(
                readers == 1 || System.getProperty("os.name").equals("Linux"),
                "others do not spread");
        serverSockets = sockets(readers, calls);
        server =
                new EndpointDriver(
                        EndpointConfig.builder().server(Drivers.serverConfig()).build(),
                        serverSockets);
        endpoints.add(server);
    }

    private Pair connect(int readers, NativeCalls calls) throws IOException {
        EndpointDriver endpoint =
                new EndpointDriver(EndpointConfig.builder().build(), sockets(readers, calls));
        endpoints.add(endpoint);
        return connect(endpoint);
    }

    private Pair connect(EndpointDriver endpoint) throws IOException {
        ConnectionDriver client =
                endpoint.connect(Drivers.clientConfig(), server.localAddress(), TestIdentity.HOST);
        ConnectionDriver accepted = Drivers.accept(server);
        Pair pair = new Pair(endpoint, client, accepted);
        for (ConnectionDriver each : List.of(client, accepted)) {
            each.call(
                    Topic.CONFIRMED,
                    () -> each.progress().isConfirmed() ? true : null,
                    Timeout.NEVER);
        }
        return pair;
    }

    @AfterEach
    void close() {
        endpoints.reversed().forEach(each -> each.close(0, new byte[0]));
    }

    private static void send(ConnectionDriver from, ConnectionDriver to) throws IOException {
        write(from);
        assertThat(accept(to).readToEnd(LENGTH)).hasSize(LENGTH);
    }

    private static void write(ConnectionDriver from) throws IOException {
        SendHalf out = open(from);
        out.write(new byte[LENGTH], 0, LENGTH, SendHalf.Urgency.MAY_WAIT);
        out.finish();
    }

    private static SendHalf open(ConnectionDriver connection) throws IOException {
        long id =
                connection.call(
                        Topic.credit(Direction.UNIDIRECTIONAL),
                        () -> {
                            var opened = connection.tryOpen(Direction.UNIDIRECTIONAL);
                            return opened.isPresent() ? opened.getAsLong() : null;
                        },
                        Timeout.NEVER);
        return new SendHalf(connection, id);
    }

    private static RecvHalf accept(ConnectionDriver connection) throws IOException {
        long id =
                connection.call(
                        Topic.opened(Direction.UNIDIRECTIONAL),
                        () -> {
                            var accepted = connection.tryAccept(Direction.UNIDIRECTIONAL);
                            return accepted.isPresent() ? accepted.getAsLong() : null;
                        },
                        Timeout.NEVER);
        return new RecvHalf(connection, id);
    }

    /// Which readers have received something since `before`.
    private static Set<Integer> usedSince(List<Long> before, EndpointDriver endpoint) {
        Set<Integer> used = new HashSet<>();
        List<Long> now = endpoint.received();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) > before.get(i)) {
                used.add(i);
            }
        }
        return used;
    }

    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "1, IF_ENABLED", "3, IF_ENABLED"})
    void clientsAreServedByWhicheverReaderTheyComeTo(int readers, NativeCalls calls)
            throws IOException {
        serve(readers, calls);
        List<Pair> pairs = new ArrayList<>();
        while (pairs.size() < 8 || server.received().contains(0L)) {
            assertThat(pairs).hasSizeLessThan(MOST_TRIES);
            pairs.add(connect(1, calls));
        }

        for (Pair each : pairs) {
            each.exchange();
        }

        assertThat(server.readers()).isEqualTo(readers);
        assertThat(server.counts().accepted()).isEqualTo(pairs.size());
        assertThat(server.openConnections()).isEqualTo(pairs.size());
    }

    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "1, IF_ENABLED", "3, IF_ENABLED"})
    void aClientThatMovesToAnotherReaderIsServedOn(int readers, NativeCalls calls)
            throws IOException {
        serve(readers, calls);
        Pair pair = connect(1, calls);
        Set<Integer> used = new HashSet<>();
        for (int moves = 0; moves < 3 || used.size() < readers; moves++) {
            assertThat(moves).isLessThan(MOST_TRIES);
            List<Long> before = server.received();
            pair.endpoint().rebind(sockets(1, calls));
            pair.exchange();
            used.addAll(usedSince(before, server));
        }

        assertThat(server.openConnections()).isEqualTo(1);
    }

    /// What comes to a reader that is not the connection's own goes there, as somebody holds it.
    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "3, IF_ENABLED"})
    void datagramsForAConnectionThatIsHeldReachItFromEveryReader(int readers, NativeCalls calls)
            throws IOException {
        serve(readers, calls);
        Pair pair = connect(1, calls);
        Set<Integer> used = new HashSet<>();
        for (int moves = 0; used.size() < readers; moves++) {
            assertThat(moves).isLessThan(MOST_TRIES);
            pair.endpoint().rebind(sockets(1, calls));
            pair.exchange();
            List<Long> before = server.received();
            pair.server().enter();
            try {
                write(pair.client());
                Eventually.holds(pair.server()::hasMail); // a timer does not bring it
                used.addAll(usedSince(before, server));
            } finally {
                pair.server().leave();
            }
            assertThat(accept(pair.server()).readToEnd(LENGTH)).hasSize(LENGTH);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "3, IF_ENABLED"})
    void aClientOfSeveralReadersConnectsAndMoves(int readers, NativeCalls calls)
            throws IOException {
        serve(1, calls);
        Pair first = connect(readers, calls);
        Pair second = connect(first.endpoint());
        first.exchange();
        second.exchange();
        InetSocketAddress old = first.endpoint().localAddress();

        assertThatThrownBy(() -> first.endpoint().rebind(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        first.endpoint().rebind(sockets(readers, calls));

        assertThat(first.endpoint().localAddress()).isNotEqualTo(old);
        first.exchange();
        second.exchange();
    }

    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "1, IF_ENABLED", "3, IF_ENABLED"})
    void anEndpointThatIsClosedWhileItIsBusyEndsAllConnections(int readers, NativeCalls calls)
            throws IOException {
        serve(readers, calls);
        List<CompletableFuture<Throwable>> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Pair pair = connect(1, calls);
            ends.add(writeUntilTheEnd(pair));
            assertThat(accept(pair.server()).readToEnd(LENGTH)).hasSize(LENGTH);
        }

        server.close(7, new byte[0]);

        assertThat(server.openConnections()).isZero();
        for (CompletableFuture<Throwable> each : ends) {
            assertThat(each.join()).isInstanceOf(ConnectionException.class);
        }
        for (UdpSocket each : serverSockets) {
            assertThatThrownBy(() -> each.await(0)).isInstanceOf(ClosedChannelException.class);
        }
    }

    private static CompletableFuture<Throwable> writeUntilTheEnd(Pair pair) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    write(pair.client());
                                }
                            } catch (IOException e) {
                                end.complete(e);
                            }
                        });
        return end;
    }

    @ParameterizedTest
    @CsvSource({"1, NEVER", "3, NEVER", "1, IF_ENABLED", "3, IF_ENABLED"})
    void whereOneSocketIsLostTheEndpointAndItsConnectionsEnd(int readers, NativeCalls calls)
            throws IOException {
        serve(readers, calls);
        Pair one = connect(1, calls);
        Pair another = connect(1, calls);

        serverSockets.getLast().close();

        for (Pair each : List.of(one, another)) {
            assertThatThrownBy(() -> accept(each.server())).isInstanceOf(ConnectionException.class);
            assertThat(each.server().progress().closeCause().orElseThrow())
                    .isInstanceOf(CloseCause.LocalTransportError.class);
        }
        for (UdpSocket each : serverSockets) {
            assertThatThrownBy(() -> each.await(0)).isInstanceOf(ClosedChannelException.class);
        }
    }
}
