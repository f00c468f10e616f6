package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.datagram.SendOutcome;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.handshake.Security;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.resumption.TicketKeys;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/// Data in the first flight of a connection that resumes a session.
class EarlyDataTest { // RFC 9001 §4.6
    private static final FourTuple TO_SERVER = route(1);
    private static final FourTuple TO_CLIENT = route(2);
    private static final long ONE_WAY_NANOS = 10_000_000;

    private TlsClientConfig clientTls =
            TlsClientConfig.builder()
                    .alpn(Security.ALPN)
                    .trustCertificates(List.of(Identities.SERVER.authority()))
                    .sessions(new MemorySessionStore())
                    .build();
    private final TlsServerConfig accepting =
            serverTls().acceptEarlyData(new LocalReplayGuard()).build();
    private final List<ConnectionEvent> events = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private ConnectionConfig clientConfig = ConnectionConfig.DEFAULT;
    private ConnectionConfig serverConfig = ConnectionConfig.DEFAULT;
    private QuicVersion version = QuicVersion.V1;
    private long nowNanos;
    private IntPredicate lost = _ -> false;
    private final List<byte[]> missing = new ArrayList<>();

    @Test
    void aFirstConnectionHasNoKeysForIt() {
        assertThat(client().canSendEarlyData()).isFalse();
    }

    @Test
    void itArrivesBeforeTheHandshakeIsComplete() {
        resumable(accepting);
        Connection client = client();
        assertThat(client.canSendEarlyData()).isTrue();
        Connection server = exchange(client, accepting, "early", 0);
        run(server);

        assertThat(read(server)).isEqualTo("early");
        assertThat(events).isEmpty();
        exchange(client, server, 6);
        assertThat(client.isOpen() && server.isOpen()).isTrue();
        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataAccepted.class);
        assertThat(client.canSendEarlyData()).isFalse();
    }

    @Test
    void datagramsArriveBeforeTheHandshakeIsCompleteToo() {
        resumable(accepting);
        Connection client = client();
        int most = client.maxDatagramSize().orElseThrow(); // remembered, and fits a long header
        sendDatagram(client, most);
        sendDatagram(client, 10);
        Connection server = exchange(client, accepting, "early", 0);
        run(server);

        assertThat(datagramsAt(server)).containsExactlyInAnyOrder(most, 10);
        assertThat(events).isEmpty();
        exchange(client, server, 6);
        sendDatagram(client, 20);
        exchange(client, server, 1);
        assertThat(datagramsAt(server)).containsExactly(20);
    }

    @Test
    void datagramsOfRejectedEarlyDataAreGoneAndFreshOnesArrive() { // RFC 9001 §4.6.2
        resumable(serverTls().ticketKeys(KEYS).acceptEarlyData(new LocalReplayGuard()).build());
        Connection client = client();
        for (int i = 0; i < 100; i++) { // more than the first window lets go
            sendDatagram(client, 1_000);
        }
        Connection server = serverFor(client, serverTls().ticketKeys(KEYS).build());
        exchange(client, server, 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(datagramsAt(server)).isEmpty();
        assertThat(client.stats().datagramsUnsent()).isBetween(50L, 99L);
        sendDatagram(client, 20);
        exchange(client, server, 1);
        assertThat(datagramsAt(server)).containsExactly(20);
    }

    private static void sendDatagram(Connection from, int length) {
        assertThat(from.sendDatagram(new byte[length], 0, length, WhenFull.WAIT))
                .isEqualTo(SendOutcome.QUEUED);
    }

    private static List<Integer> datagramsAt(Connection connection) {
        List<Integer> lengths = new ArrayList<>();
        for (byte[] next = connection.datagrams().receive();
                next != null;
                next = connection.datagrams().receive()) {
            lengths.add(next.length);
        }
        return lengths;
    }

    @Test
    void lostEarlyDataIsSentAgain() {
        resumable(accepting);
        Connection client = client();
        int[] count = {0};
        lost = _ -> count[0]++ == 1; // the second datagram carries what the first had no room for
        Connection server = exchange(client, accepting, "x".repeat(3000), 40);

        assertThat(read(server)).isEqualTo("x".repeat(3000));
    }

    @Test
    void whatComesLateIsReadForThreeProbeTimeouts() { // RFC 9001 §4.9.3
        resumable(accepting);
        Connection client = client();
        int[] count = {0};
        lost = _ -> count[0]++ == 2; // nothing but early data is in the third datagram
        Connection server = exchange(client, accepting, "x".repeat(3000), 3);
        assertThat(client.canSendEarlyData()).isFalse();
        long framesBefore = server.stats().received().frames(FrameKind.STREAM);
        long droppedBefore = withoutKeys(server);

        receive(server, missing.getFirst());
        assertThat(server.stats().received().frames(FrameKind.STREAM)).isEqualTo(framesBefore + 1);
        assertThat(withoutKeys(server)).isEqualTo(droppedBefore);

        nowNanos += 3 * server.ptoNanos();
        receive(server, missing.getFirst());
        assertThat(withoutKeys(server)).isEqualTo(droppedBefore + 1);
    }

    private static long withoutKeys(Connection server) {
        return server.stats().dropped().getOrDefault(DropReason.KEYS_DISCARDED, 0L);
    }

    @Test
    void whatTheServerDoesNotWantIsAsIfItHadNeverBeen() {
        TlsServerConfig refusing = serverTls().ticketKeys(KEYS).build();
        resumable(serverTls().ticketKeys(KEYS).acceptEarlyData(new LocalReplayGuard()).build());
        Connection client = client();
        Connection server = exchange(client, refusing, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(server.streams().hasUnaccepted(Direction.BIDIRECTIONAL)).isFalse();
        long again = client.streams().open(Direction.BIDIRECTIONAL).orElseThrow();
        assertThat(again).isZero();
        write(client, again, "late");
        exchange(client, server, 4);
        assertThat(read(server)).isEqualTo("late");
        assertThat(client.pathStats(PathId.ZERO).orElseThrow().bytesInFlight()).isNotNegative();
    }

    @Test
    void aServerThatAllowsLessThanBeforeTakesNone() { // RFC 9000 §7.4.1
        resumable(accepting);
        serverConfig = serverConfig.withStreams(new StreamsConfig(1 << 20, 50_000, 100, 100, 1000));
        Connection client = client();
        exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aServerThatReportsAddressesOtherwiseThanBeforeTakesNone() { // address discovery §3
        reporting(AddressReports.PROVIDED);
        resumable(accepting);
        reporting(AddressReports.BOTH);
        Connection client = client();
        exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aServerThatTakesEarlyDataAndReportsOtherwiseBreaksTheRules() { // address discovery §3
        trustSessionsOf(new OtherRole(new MemorySessionStore()));
        reporting(AddressReports.PROVIDED);
        resumable(accepting);
        Connection client = client();
        Connection server = exchange(client, accepting, "early", 10);

        assertThat(client.closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(TransportErrorCode.PROTOCOL_VIOLATION.code()));
        assertThat(server.closeCause()).containsInstanceOf(CloseCause.PeerTransportClose.class);
    }

    @Test
    void aClientMayReportOtherwiseThanBefore() { // address discovery §3
        reporting(AddressReports.BOTH);
        resumable(accepting);
        clientConfig = clientConfig.withAddressReports(Optional.of(AddressReports.WANTED));
        Connection client = client();
        exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataAccepted.class);
        assertThat(client.multipath().observedAddress(PathId.ZERO)).contains(TO_CLIENT.remote());
        assertThat(reportsOf(client)).isZero();
    }

    @Test
    void noAddressIsReportedInEarlyData() { // address discovery §3 allows it
        reporting(AddressReports.BOTH);
        resumable(accepting);
        Connection client = client();
        Connection server = exchange(client, accepting, "early", 0);
        run(server);
        assertThat(read(server)).isEqualTo("early");
        assertThat(reportsOf(client)).isZero();
        exchange(client, server, 6);

        assertThat(reportsOf(client)).isEqualTo(1);
        assertThat(server.multipath().observedAddress(PathId.ZERO)).contains(TO_SERVER.remote());
    }

    @Test
    void aServerThatHasSwitchedNatTraversalOffTakesNone() { // nat-traversal §4.5
        clientConfig = clientConfig.withNatTraversalAddresses(8);
        serverConfig = serverConfig.withNatTraversalAddresses(8);
        resumable(accepting);
        serverConfig = serverConfig.withNatTraversalAddresses(0);
        Connection client = client();
        exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aServerThatKeepsNatTraversalTakesEarlyData() { // nat-traversal §4.5
        clientConfig = clientConfig.withNatTraversalAddresses(8);
        serverConfig = serverConfig.withNatTraversalAddresses(8);
        resumable(accepting);
        Connection client = client();
        Connection server = exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataAccepted.class);
        assertThat(client.natTraversal().isNegotiated()).isTrue();
        assertThat(server.natTraversal().isNegotiated()).isTrue();
    }

    private static long reportsOf(Connection sender) {
        return sender.stats().sent().frames(FrameKind.OBSERVED_ADDRESS);
    }

    /// The server does so, and the client both.
    private void reporting(AddressReports server) {
        serverConfig = serverConfig.withAddressReports(Optional.of(server));
        clientConfig = clientConfig.withAddressReports(Optional.of(AddressReports.BOTH));
    }

    @Test
    void aSessionOfAnotherVersionIsNotOffered() { // RFC 9369 §5
        resumable(accepting);
        version = QuicVersion.V2;
        Connection client = client();
        exchange(client, serverFor(client, accepting), 10);

        assertThat(isResumed(client)).isFalse();
    }

    @Test
    void aSessionIsOfTheVersionThatWasAgreedOn() { // RFC 9369 §5
        clientConfig = preferring(QuicVersion.V2, QuicVersion.V1);
        serverConfig = clientConfig;
        resumable(accepting);
        Connection sameBeginning = client();
        exchange(sameBeginning, serverFor(sameBeginning, accepting), 10);
        assertThat(sameBeginning.version()).isEqualTo(QuicVersion.V2);
        assertThat(isResumed(sameBeginning)).isFalse();

        version = QuicVersion.V2;
        Connection sameVersion = client();
        assertThat(sameVersion.canSendEarlyData()).isTrue();
        exchange(sameVersion, accepting, "early", 10);
        assertThat(isResumed(sameVersion)).isTrue();
    }

    @Test
    void aServerResumesNoSessionOfAnotherVersion() { // RFC 9369 §5
        trustSessionsOf(new Versionless(new MemorySessionStore()));
        resumable(accepting);
        version = QuicVersion.V2;
        Connection client = client();
        assertThat(client.canSendEarlyData()).isTrue();
        exchange(client, accepting, "early", 10);

        assertThat(events.getFirst()).isInstanceOf(ConnectionEvent.EarlyDataRejected.class);
        assertThat(isResumed(client)).isFalse();
        assertThat(client.isOpen()).isTrue();
    }

    private void trustSessionsOf(SessionStore careless) {
        clientTls =
                TlsClientConfig.builder()
                        .alpn(Security.ALPN)
                        .trustCertificates(List.of(Identities.SERVER.authority()))
                        .sessions(careless)
                        .build();
    }

    private boolean isResumed(Connection client) {
        assertThat(client.isOpen()).isTrue();
        return events.reversed().stream()
                .filter(ConnectionEvent.Established.class::isInstance)
                .map(event -> ((ConnectionEvent.Established) event).data().resumed())
                .findFirst()
                .orElseThrow();
    }

    private static ConnectionConfig preferring(QuicVersion... versions) {
        return ConnectionConfig.DEFAULT.withVersions(List.of(versions));
    }

    /// A store that does not keep versions apart.
    private record Versionless(SessionStore store) implements SessionStore {
        @Override
        public void put(String server, StoredSession session) {
            store.put("any", session);
        }

        @Override
        public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
            return store.take("any", protocols, now);
        }
    }

    /// A store by which a server that reported addresses is one that asks for them, too.
    private record OtherRole(SessionStore store) implements SessionStore {
        private static final HexFormat HEX = HexFormat.of();
        private static final String PARAMETER = "c00000009f81a176" + "01";

        @Override
        public void put(String server, StoredSession session) {
            String content = HEX.formatHex(session.content());
            assertThat(content).containsOnlyOnce(PARAMETER + "00");
            byte[] changed = HEX.parseHex(content.replace(PARAMETER + "00", PARAMETER + "02"));
            store.put(server, new StoredSession(session.alpn(), session.expiry(), changed));
        }

        @Override
        public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
            return store.take(server, protocols, now);
        }
    }

    @Test
    void aConnectionCanBeClosedWithEarlyDataUnderWay() {
        resumable(accepting);
        Connection client = client();
        write(client, client.streams().open(Direction.BIDIRECTIONAL).orElseThrow(), "early");
        client.close(7, new byte[0], nowNanos);
        Connection server = serverFor(client, accepting);

        assertThat(server.closeCause()).containsInstanceOf(CloseCause.PeerTransportClose.class);
    }

    private static final TicketKeys KEYS = TicketKeys.of(new byte[32]);

    private static TlsServerConfig.Builder serverTls() {
        return TlsServerConfig.builder()
                .alpn(Security.ALPN)
                .certificate(Identities.SERVER.key(), Identities.SERVER.chain());
    }

    private void resumable(TlsServerConfig tls) {
        Connection first = client();
        exchange(first, serverFor(first, tls), 10);
        assertThat(first.isOpen()).isTrue();
        events.clear();
    }

    private Connection exchange(Connection client, TlsServerConfig tls, String text, int rounds) {
        write(client, client.streams().open(Direction.BIDIRECTIONAL).orElseThrow(), text);
        Connection server = serverFor(client, tls);
        exchange(client, server, rounds);
        return server;
    }

    private void exchange(Connection client, Connection server, int rounds) {
        for (int i = 0; i < rounds; i++) {
            run(server);
            move(server, client, TO_SERVER);
            run(client);
            move(client, server, TO_CLIENT);
        }
    }

    private void run(Connection connection) {
        for (HandshakeTask task = connection.pollHandshakeTask();
                task != null;
                task = connection.pollHandshakeTask()) {
            task.run();
            connection.onTaskDone(task, nowNanos);
        }
        nowNanos += ONE_WAY_NANOS;
        if (connection.deadlineNanos() <= nowNanos) {
            connection.onTimeout(nowNanos);
        }
        ConnectionEvent event = connection.poll();
        while (event != null) {
            if (connection.side() == Side.CLIENT) {
                events.add(event);
            }
            event = connection.poll();
        }
    }

    private void move(Connection from, Connection to, FourTuple route) {
        for (byte[] datagram : sent(from)) {
            to.receive(datagram, 0, datagram.length, route, Ecn.NOT_ECT, nowNanos);
        }
    }

    private List<byte[]> sent(Connection from) {
        DatagramBatch batch = new DatagramBatch(1 << 16);
        List<byte[]> datagrams = new ArrayList<>();
        while (from.build(batch, 1, nowNanos)) {
            batch.seal();
            List<byte[]> there = lost.test(batch.length()) ? missing : datagrams;
            there.add(Arrays.copyOf(batch.bytes(), batch.length()));
        }
        return datagrams;
    }

    private static void write(Connection connection, long stream, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(connection.streams().write(stream, bytes, 0, bytes.length))
                .isEqualTo(bytes.length);
        connection.streams().finish(stream);
    }

    private static String read(Connection connection) {
        long stream = connection.streams().accept(Direction.BIDIRECTIONAL).orElseThrow();
        byte[] bytes = new byte[10_000];
        int length = (int) connection.streams().read(stream, bytes, 0, bytes.length);
        return new String(bytes, 0, Math.max(0, length), UTF_8);
    }

    private Connection client() {
        return Connection.client(
                clientConfig, services(), clientTls, "server.test", version, TO_SERVER, nowNanos);
    }

    /// A server that has what the client sends first.
    private Connection serverFor(Connection client, TlsServerConfig tls) {
        List<byte[]> flight = sent(client);
        PacketReader reader = new PacketReader(8, FixedBit.GREASED);
        reader.reset(flight.getFirst(), 0, flight.getFirst().length);
        reader.next();
        PacketHeader header = reader.header();
        Connection server =
                Connection.server(
                        serverConfig,
                        services(),
                        tls,
                        Admission.of(
                                new FirstInitial(version, header.destination(), header.source())),
                        TO_CLIENT,
                        nowNanos);
        flight.forEach(datagram -> receive(server, datagram));
        return server;
    }

    private void receive(Connection server, byte[] datagram) {
        byte[] copy = datagram.clone(); // the receiver may change it
        server.receive(copy, 0, copy.length, TO_CLIENT, Ecn.NOT_ECT, nowNanos);
    }

    private ConnectionServices services() {
        return new ConnectionServices(
                new AeadProtection(),
                new RandomConnectionIds(8, random),
                new HmacResetTokens(new byte[32]),
                random);
    }

    private static FourTuple route(int port) {
        return FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
