package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.error.ConnectionException;
import dev.quoll.udp.MemoryHub;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// A connection over a relay becomes direct by itself, over real sockets.
@Timeout(120)
class NatTraversalPolicyTest {
    private static final int BYTES = 4 << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final InetSocketAddress ELSEWHERE =
            new InetSocketAddress(Multihomed.SECOND, 4242);

    private volatile Set<InetAddress> addresses = Set.of(Loopback.V4);

    /// Everything happens sooner than usual.
    private NatTraversalPolicy.Builder policy() {
        return NatTraversalPolicy.builder()
                .addresses(() -> addresses)
                .interval(ofMillis(10))
                .withLoopback()
                .roundSpacing(ofMillis(200))
                .roundInterval(ofSeconds(1))
                .keepAliveInterval(ofMillis(100))
                .directIdleTimeout(ofSeconds(1))
                .relayedIdleTimeout(ofSeconds(20));
    }

    private static TransportConfig transport(NatTraversalPolicy policy) {
        return TransportConfig.builder()
                .natTraversalPolicy(policy)
                .initialRtt(ofMillis(20))
                .build();
    }

    /// A server and a client with a relay between them.
    private static final class Relayed implements AutoCloseable {
        private final CuttableSocket serverSocket;
        private final CuttableSocket clientSocket;
        private final Loopback both;
        private final UdpRelay relay;
        private final Connection client;
        private final Connection server;

        Relayed(TransportConfig transport) throws IOException {
            serverSocket = socket();
            clientSocket = socket();
            ServerConfig serving =
                    ServerConfig.builder(TestIdentity.server().serverTls().build())
                            .transport(transport)
                            .build();
            EndpointConfig connecting =
                    EndpointConfig.builder()
                            .defaultClient(Loopback.clientConfig(transport))
                            .build();
            both =
                    new Loopback(
                            Endpoint.bind(
                                    EndpointConfig.builder().server(serving).build(), serverSocket),
                            Endpoint.bind(connecting, clientSocket));
            relay = new UdpRelay(serverSocket.localAddress());
            Loopback.Pair pair = both.connectTo(relay.address());
            client = pair.client();
            server = pair.server();
        }

        private static CuttableSocket socket() throws IOException {
            return new CuttableSocket(Multihomed.socket(Loopback.V4, NativeCalls.IF_ENABLED));
        }

        /// Nothing passes but over the relay.
        void cut() {
            clientSocket.cut(serverSocket.localAddress());
            serverSocket.cut(clientSocket.localAddress());
        }

        void mend() {
            clientSocket.mend();
            serverSocket.mend();
        }

        boolean has(InetSocketAddress remote, PathStatus status) {
            return NatTraversalPolicyTest.has(client, remote, status);
        }

        void awaitDirect() {
            await(
                    () ->
                            has(serverSocket.localAddress(), PathStatus.AVAILABLE)
                                    && has(relay.address(), PathStatus.BACKUP));
        }

        void awaitRelayed() {
            await(() -> has(relay.address(), PathStatus.AVAILABLE));
        }

        @Override
        public void close() {
            both.close();
            relay.close();
        }
    }

    private static boolean has(Connection connection, InetSocketAddress remote, PathStatus status) {
        return connection.paths().stream()
                .anyMatch(path -> path.remoteAddress().equals(remote) && has(path, status));
    }

    private static boolean has(Path path, PathStatus status) {
        try {
            return path.status() == status;
        } catch (IOException e) {
            return false; // it is gone
        }
    }

    private static void await(BooleanSupplier condition) {
        Eventually.holds(condition);
    }

    @Test
    void theDirectPathIsUsedWhileItIsThereAndTheRelayWhenItIsNot() throws Exception {
        try (Relayed relayed = new Relayed(transport(policy().build()))) {
            relayed.awaitDirect();
            byte[] sent = new byte[BYTES];
            new Random(1).nextBytes(sent);
            CompletableFuture<byte[]> received = Multihomed.receive(relayed.server, BYTES);
            SendStream out = relayed.client.openUni(Multihomed.LONG);
            out.write(sent, 0, BYTES / 2);
            relayed.cut();
            out.write(sent, BYTES / 2, BYTES / 2);
            out.finish();
            assertThat(received.get()).isEqualTo(sent);
            relayed.awaitRelayed();

            relayed.mend();
            relayed.awaitDirect();
            assertThat(relayed.client.closeReason()).isEmpty();
        }
    }

    /// What a carrier brings is relayed without a word of the application, and an address that
    /// stands for it is never named, though the peers see each other there.
    @Test
    void aConnectionThatBeganOnACarrierBecomesDirect() throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .natTraversalPolicy(policy().build())
                        .initialRtt(ofMillis(20))
                        .receiveObservedAddressReports(true)
                        .sendObservedAddressReports(true)
                        .build();
        MemoryHub hub = new MemoryHub("hub", 1400);
        InetSocketAddress carried = hub.address("server").toSocketAddress();
        try (Loopback both = overCarriers(hub, transport)) {
            Loopback.Pair pair = both.connectTo(carried);
            InetSocketAddress server = both.server().localAddress();
            await(() -> has(pair.client(), server, PathStatus.AVAILABLE));
            await(() -> has(pair.client(), carried, PathStatus.BACKUP));
            await(() -> pair.client().observedExternalAddress().get().isPresent());

            assertThat(pair.server().localNatTraversalAddresses()).containsExactly(server);
            assertThat(pair.client().localNatTraversalAddresses())
                    .containsExactly(both.client().localAddress());
        }
    }

    private static Loopback overCarriers(MemoryHub hub, TransportConfig transport)
            throws IOException {
        ServerConfig serving =
                ServerConfig.builder(TestIdentity.server().serverTls().build())
                        .transport(transport)
                        .build();
        InetSocketAddress any = new InetSocketAddress(Loopback.V4, 0);
        EndpointConfig connecting =
                EndpointConfig.builder()
                        .bindAddress(any)
                        .defaultClient(Loopback.clientConfig(transport))
                        .build();
        return new Loopback(
                Endpoint.bind(EndpointConfig.server(any, serving), List.of(hub.carrier("server"))),
                Endpoint.bind(connecting, List.of(hub.carrier("client"))));
    }

    @Test
    void theApplicationSaysWhatIsRelayed() throws IOException {
        NatTraversalPolicy nothing = policy().relayed(_ -> false).build();
        try (Relayed relayed = new Relayed(transport(nothing))) {
            await(() -> relayed.client.paths().size() > 1);
            await(() -> relayed.has(relayed.serverSocket.localAddress(), PathStatus.BACKUP));

            assertThat(relayed.has(relayed.relay.address(), PathStatus.AVAILABLE)).isTrue();
        }
    }

    @Test
    void addressesOfThisMachineComeAndGo() throws IOException {
        try (Loopback both = Loopback.open(transport(policy().build()))) {
            Loopback.Pair pair = both.connect();
            InetSocketAddress server = both.server().localAddress();
            await(() -> pair.server().localNatTraversalAddresses().equals(List.of(server)));
            await(() -> remote(pair.client()).equals(List.of(server)));

            addresses = Set.of(); // a socket at one address is there, whatever the interfaces
            pair.server().addNatTraversalAddress(ELSEWHERE);
            await(() -> remote(pair.client()).equals(List.of(server, ELSEWHERE)));
            pair.server().removeNatTraversalAddress(server);
            await(() -> remote(pair.client()).equals(List.of(ELSEWHERE)));
        }
    }

    @Test
    void allConnectionsLearnOfANewAddress() throws IOException {
        TransportConfig transport = transport(policy().build());
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        try (Loopback both =
                new Loopback(
                        Loopback.server(any, transport), Loopback.client(Loopback.V4, transport))) {
            int port = both.server().localAddress().getPort();
            InetSocketAddress first = new InetSocketAddress(Loopback.V4, port);
            InetSocketAddress second = new InetSocketAddress(Multihomed.SECOND, port);
            Connection one = both.connectTo(first).client();
            Connection other = both.connectTo(first).client();
            await(() -> remote(one).equals(List.of(first)));
            await(() -> remote(other).equals(List.of(first)));

            addresses = Set.of(Loopback.V4, Multihomed.SECOND);
            await(() -> remote(one).equals(List.of(first, second)));
            await(() -> remote(other).equals(List.of(first, second)));
            addresses = Set.of(Multihomed.SECOND);
            await(() -> remote(one).equals(List.of(second)));
            await(() -> remote(other).equals(List.of(second)));
        }
    }

    @Test
    void aChangeOfTheNetworkIsALookAtOnce() throws IOException {
        TransportConfig transport = transport(policy().interval(DAY).build());
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        try (Loopback both =
                new Loopback(
                        Loopback.server(any, transport), Loopback.client(Loopback.V4, transport))) {
            int port = both.server().localAddress().getPort();
            Connection server = both.connectTo(new InetSocketAddress(Loopback.V4, port)).server();
            await(() -> server.localNatTraversalAddresses().size() == 1);
            addresses = Set.of(Loopback.V4, Multihomed.SECOND);
            both.server().handleNetworkChange();

            await(() -> server.localNatTraversalAddresses().size() == 2);
        }
    }

    /// A third machine sees the client, and the client names that address to the server.
    @Test
    void whereOthersSeeThisSideIsACandidate() throws IOException {
        addresses = Set.of();
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        TransportConfig reporting =
                TransportConfig.builder().sendObservedAddressReports(true).build();
        TransportConfig wanting =
                TransportConfig.builder().receiveObservedAddressReports(true).build();
        TransportConfig transport = transport(policy().interval(DAY).build());
        try (Loopback both =
                        new Loopback(
                                Loopback.server(Loopback.V4, transport),
                                Loopback.client(any, transport));
                Endpoint third = Loopback.server(Loopback.V4, reporting)) {
            Connection client = both.connect().client();
            assertThat(client.localNatTraversalAddresses()).isEmpty();
            Connecting toThird =
                    both.client()
                            .startConnect(
                                    Loopback.clientConfig(wanting),
                                    third.localAddress(),
                                    TestIdentity.HOST);
            Connection seeing = third.accept().accept().await();
            Connection helper = toThird.await();

            InetSocketAddress seen =
                    new InetSocketAddress(Loopback.V4, both.client().localAddress().getPort());
            await(() -> client.localNatTraversalAddresses().equals(List.of(seen)));
            assertThat(seeing.closeReason()).isEmpty();
            helper.close();
        }
    }

    @Test
    void whatTheApplicationGivesIsACandidate() throws IOException {
        addresses = Set.of();
        NatTraversalPolicy policy = policy().candidates(List.of(ELSEWHERE)).build();
        try (Loopback both = Loopback.open(transport(policy))) {
            Connection client = both.connect().client();
            await(() -> remote(client).contains(ELSEWHERE));
        }
    }

    @Test
    void pathsThatTheApplicationOpensAreLeftAlone() throws IOException {
        try (Relayed relayed = new Relayed(transport(policy().build()))) {
            relayed.client.awaitHandshakeConfirmed(Multihomed.LONG);
            InetSocketAddress direct = relayed.serverSocket.localAddress();
            await(() -> relayed.client.paths().size() > 1);
            relayed.awaitDirect();
            Path own = relayed.client.openPath(direct, PathStatus.BACKUP).await(Multihomed.LONG);
            await(() -> relayed.client.stats().sent().frames(FrameKind.REACH_OUT) > 0);
            relayed.client.addNatTraversalAddress(ELSEWHERE); // another round
            await(() -> relayed.client.stats().sent().frames(FrameKind.REACH_OUT) > 2);

            assertThat(own.status()).isEqualTo(PathStatus.BACKUP);
        }
    }

    /// Nobody does anything: the driver alone has the probes sent when they are due.
    @Test
    void theProbesOfARoundAreSentOnTime() throws IOException {
        TransportConfig transport =
                TransportConfig.builder()
                        .maxRemoteNatTraversalAddresses(2)
                        .initialRtt(ofMillis(20))
                        .build();
        try (Loopback both = Loopback.open(transport)) {
            Loopback.Pair pair = both.connect();
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            pair.server().addNatTraversalAddress(ELSEWHERE);
            await(() -> remote(pair.client()).contains(ELSEWHERE));
            pair.client().addNatTraversalAddress(ELSEWHERE);
            pair.client().initiateNatTraversalRound();

            for (Connection each : List.of(pair.client(), pair.server())) {
                await(() -> each.stats().sent().frames(FrameKind.PATH_CHALLENGE) == 9);
            }
        }
    }

    @Test
    void readersOfEventsLearnThatTheConnectionHasEnded() throws Exception {
        TransportConfig transport =
                TransportConfig.builder().maxRemoteNatTraversalAddresses(2).build();
        try (Loopback both = Loopback.open(transport)) {
            Loopback.Pair pair = both.connect();
            EventStream<NatTraversalEvent> here = pair.client().natTraversalEvents();
            EventStream<NatTraversalEvent> there = pair.server().natTraversalEvents();
            pair.server().addNatTraversalAddress(ELSEWHERE);
            await(() -> remote(pair.client()).contains(ELSEWHERE));
            CompletableFuture<EventStream.Item<NatTraversalEvent>> waiting = there.nextAsync();
            pair.client().close();

            assertThat(here.next()) // what came before the end is read first
                    .isEqualTo(
                            new EventStream.Happened<>(
                                    new NatTraversalEvent.AddressAdded(ELSEWHERE)));
            assertThatThrownBy(here::next).isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> here.poll(Duration.ZERO))
                    .isInstanceOf(ConnectionException.class);
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(ConnectionException.class);
            assertThatThrownBy(there::next).isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void aPolicyOffersNatTraversalAndSeveralPaths() {
        TransportConfig.Builder builder =
                TransportConfig.builder().natTraversalPolicy(NatTraversalPolicy.DEFAULT);
        assertThat(builder.build().maxRemoteNatTraversalAddresses()).isEqualTo(32);
        assertThat(builder.build().maxConcurrentMultipathPaths()).hasValue(8);
        builder.maxRemoteNatTraversalAddresses(3);
        assertThat(builder.build().maxRemoteNatTraversalAddresses()).isEqualTo(3);
    }

    @Test
    void wrongSettingsAreRefused() {
        NatTraversalPolicy.Builder builder = NatTraversalPolicy.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.interval(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.candidates(List.of(new InetSocketAddress("::", 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                builder.candidates(
                                        List.of(InetSocketAddress.createUnresolved("a.test", 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatTraversalPolicy.builder().roundInterval(ofSeconds(1)).build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NatTraversalPolicy.builder().directIdleTimeout(ofSeconds(5)).build());
    }

    private static List<InetSocketAddress> remote(Connection client) {
        try {
            return client.remoteNatTraversalAddresses();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
