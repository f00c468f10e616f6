package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.error.PathException;
import dev.quoll.udp.CarrierAddress;
import dev.quoll.udp.CarrierInbox;
import dev.quoll.udp.CarryResult;
import dev.quoll.udp.DatagramCarrier;
import dev.quoll.udp.JoinedSocket;
import dev.quoll.udp.MemoryHub;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UnfitCarrierException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Connections over carriers, beside UDP and in its place.
@Timeout(60)
class CarrierTest {
    private static final int BYTES = 4 << 20;

    private final MemoryHub hub = new MemoryHub("hub", 1400);
    private final InetSocketAddress serverAddress = hub.address("server").toSocketAddress();

    private static TransportConfig.Builder transport() {
        return Multihomed.transport()
                .defaultPathMaxIdleTimeout(Duration.ofSeconds(5))
                .defaultPathKeepAliveInterval(Duration.ofMillis(500))
                .pathScheduling(new PathScheduling.RoundRobinByWindow());
    }

    private static EndpointConfig serverConfig(TransportConfig transport) {
        ServerConfig serving =
                ServerConfig.builder(TestIdentity.server().serverTls().build())
                        .transport(transport)
                        .build();
        return EndpointConfig.server(new InetSocketAddress(Loopback.V4, 0), serving);
    }

    private static EndpointConfig clientConfig(TransportConfig transport) {
        return EndpointConfig.builder()
                .bindAddress(new InetSocketAddress(Loopback.V4, 0))
                .defaultClient(Loopback.clientConfig(transport))
                .build();
    }

    /// Endpoints that have UDP on 127.0.0.1 and a carrier.
    private Loopback both(TransportConfig transport, CuttableCarrier carrier) throws IOException {
        return new Loopback(
                Endpoint.bind(serverConfig(transport), List.of(hub.carrier("server"))),
                Endpoint.bind(clientConfig(transport), List.of(carrier)));
    }

    private CuttableCarrier cuttable() {
        return new CuttableCarrier(hub.carrier("client"));
    }

    @Test
    void twoEndpointsThatHaveNothingButACarrierAreConnected() throws Exception {
        TransportConfig transport = TransportConfig.defaults();
        try (Loopback ends =
                new Loopback(
                        Endpoint.bindWithoutUdp(
                                serverConfig(transport), List.of(hub.carrier("server"))),
                        Endpoint.bindWithoutUdp(
                                clientConfig(transport), List.of(hub.carrier("client"))))) {
            Loopback.Pair pair = ends.connectTo(serverAddress);

            assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);

            assertThat(CarrierAddress.of(pair.server().remoteAddress()))
                    .contains(hub.address("client"));
            assertThat(ends.client().localAddress().getPort()).isZero();
            assertThat(pair.client().paths().getFirst().stats().maxDatagramSize())
                    .isLessThanOrEqualTo(1400);
        }
    }

    @Test
    void aConnectionThatBeganOnACarrierGetsAPathOverUdpAndLosesEither() throws Exception {
        CuttableCarrier carrier = cuttable();
        try (Loopback ends = both(transport().build(), carrier)) {
            Loopback.Pair pair = ends.connectTo(serverAddress);
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            transferred(pair, 1);
            Path direct =
                    pair.client()
                            .openPath(
                                    FourTuple.to(ends.server().localAddress()),
                                    PathStatus.AVAILABLE)
                            .await(Multihomed.LONG);
            Path carried = pair.client().path(PathId.ZERO).orElseThrow();
            do { // a path that has a bad moment gets little of one transfer
                assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);
            } while (direct.stats().sent().bytes() < 10_000
                    || carried.stats().sent().bytes() < 10_000);

            carrier.isCut = true;

            assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);
            assertThat(pair.client().closeReason()).isEmpty();
        }
    }

    @Test
    void aConnectionThatBeganOnUdpGoesOnOverACarrier() throws Exception {
        CuttableSocket udp = new CuttableSocket(Multihomed.socket(Loopback.V4, NativeCalls.NEVER));
        JoinedSocket joined = JoinedSocket.of(udp, List.of(hub.carrier("client")));
        TransportConfig transport = transport().build();
        try (Loopback ends =
                new Loopback(
                        Endpoint.bind(serverConfig(transport), List.of(hub.carrier("server"))),
                        Endpoint.bind(clientConfig(transport), joined))) {
            Loopback.Pair pair = ends.connect();
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            transferred(pair, 1);
            pair.client()
                    .openPath(FourTuple.to(serverAddress), PathStatus.AVAILABLE)
                    .await(Multihomed.LONG);

            udp.cutAll();

            assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);
        }
    }

    @Test
    void carriersStayWhenTheEndpointGoesOverToAnotherUdpSocket() throws Exception {
        try (Loopback ends = both(transport().build(), cuttable())) {
            Loopback.Pair pair = ends.connectTo(serverAddress);
            int port = ends.client().localAddress().getPort();

            ends.client().rebind(new InetSocketAddress(Loopback.V4, 0));

            assertThat(ends.client().localAddress().getPort()).isNotEqualTo(port);
            assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);
        }
    }

    @Test
    void aCarrierBoundsTheDatagramsThatAreSentOverIt() throws Exception {
        TransportConfig transport = transport().initialMtu(1452).build();
        try (Loopback ends = both(transport, cuttable())) {
            Loopback.Pair pair = ends.connectTo(serverAddress);

            assertThat(transferred(pair, BYTES)).isEqualTo(BYTES);

            assertThat(pair.client().paths().getFirst().stats().maxDatagramSize())
                    .isLessThanOrEqualTo(1400);
            assertThat(pair.server().paths().getFirst().stats().maxDatagramSize())
                    .isLessThanOrEqualTo(1400);
        }
    }

    @Test
    void peersAreNotToldWhereACarrierHasThem() throws Exception {
        TransportConfig transport =
                transport()
                        .sendObservedAddressReports(true)
                        .receiveObservedAddressReports(true)
                        .maxRemoteNatTraversalAddresses(4)
                        .build();
        try (Loopback ends = both(transport, cuttable())) {
            Loopback.Pair pair = ends.connectTo(serverAddress);
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            transferred(pair, 1);
            pair.client()
                    .openPath(FourTuple.to(ends.server().localAddress()), PathStatus.AVAILABLE)
                    .await(Multihomed.LONG);

            InetSocketAddress told =
                    pair.client()
                            .observedExternalAddress()
                            .awaitChange(Optional.empty(), Multihomed.LONG)
                            .orElseThrow();

            assertThat(told).isEqualTo(ends.client().localAddress());
            Path carried = pair.client().path(PathId.ZERO).orElseThrow();
            assertThat(carried.observedExternalAddress().get()).isEmpty();
            assertThatThrownBy(() -> pair.server().addNatTraversalAddress(serverAddress))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCarrierThatIsTooNarrowForQuicIsRefused() {
        DatagramCarrier narrow = new MemoryHub("narrow", 1199).carrier("x");

        assertThatThrownBy(
                        () ->
                                Endpoint.bind(
                                        clientConfig(TransportConfig.defaults()), List.of(narrow)))
                .isInstanceOfSatisfying(
                        UnfitCarrierException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(
                                                UnfitCarrierException.Reason.DATAGRAMS_TOO_SHORT));
    }

    @Test
    void aPathOverACarrierBeginsAtNoAddressOfThisMachine() throws Exception {
        try (Loopback ends = both(transport().build(), cuttable())) {
            Loopback.Pair pair = ends.connect();
            pair.client().awaitHandshakeConfirmed(Multihomed.LONG);
            FourTuple route = new FourTuple(serverAddress, Optional.of(Loopback.V4));

            assertThatThrownBy(
                            () ->
                                    pair.client()
                                            .openPath(route, PathStatus.AVAILABLE)
                                            .await(Multihomed.LONG))
                    .isInstanceOf(PathException.class);
        }
    }

    /// How many bytes the server receives of those the client sends.
    private static int transferred(Loopback.Pair pair, int bytes) throws Exception {
        CompletableFuture<byte[]> received = Multihomed.receive(pair.server(), bytes);
        SendStream out = pair.client().openUni(Multihomed.LONG);
        out.write(new byte[bytes]);
        out.finish();
        return received.get().length;
    }

    /// A carrier that can be told to lose everything.
    private static final class CuttableCarrier implements DatagramCarrier {
        private final DatagramCarrier carrier;
        volatile boolean isCut;

        CuttableCarrier(DatagramCarrier carrier) {
            this.carrier = carrier;
        }

        @Override
        public String kind() {
            return carrier.kind();
        }

        @Override
        public int maxDatagramBytes() {
            return carrier.maxDatagramBytes();
        }

        @Override
        public void start(CarrierInbox inbox) throws IOException {
            carrier.start(
                    (from, bytes, offset, length) -> {
                        if (!isCut) {
                            inbox.deliver(from, bytes, offset, length);
                        }
                    });
        }

        @Override
        public CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length) {
            return isCut ? CarryResult.TAKEN : carrier.send(to, bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            carrier.close();
        }
    }
}
