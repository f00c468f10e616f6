package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.SeededSecureRandom;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// A client on the simulated network, with TLS and encrypted packets. Its handshake is honest but
/// for what a test changes in it, and a test sends packets in its name, under its keys. What the
/// server answers is read by an honest connection. *Confined*.
final class HostileClient {
    private static final Duration ONE_WAY = Duration.ofMillis(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    /// Far beyond what the honest connection uses.
    private static final long FIRST_NUMBER = 1000;

    private final HandshakeSecrets secrets = new HandshakeSecrets();
    private final PacketReader packets =
            new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
    private final SessionStore sessions = new MemorySessionStore();
    private final TlsClientConfig honest = clientTls(Security.ALPN);
    private final Sim sim =
            Sim.seeded(1)
                    .delay(ONE_WAY)
                    .toServer(new Tap(this::onSent))
                    .toClient(new Tap(this::onReceived))
                    .security(this::security);
    private UnaryOperator<RawParameters> parameters = UnaryOperator.identity();
    private UnaryOperator<RawHello> hello = UnaryOperator.identity();
    private TlsClientConfig hostile = honest;
    private ClientTls next = honest;
    private ConnectionId source = ConnectionId.EMPTY;
    private ConnectionId destination = ConnectionId.EMPTY;
    private Sim.@Nullable Pair pair;
    private long nextNumber = FIRST_NUMBER;

    // ---- the handshake ----

    /// Has its ClientHello carry other transport parameters.
    HostileClient parameters(UnaryOperator<RawParameters> change) {
        parameters = change;
        return this;
    }

    /// Has the server be another.
    HostileClient server(UnaryOperator<ConnectionConfig> change) {
        sim.configure(Side.SERVER, change);
        return this;
    }

    /// Has it send another ClientHello.
    HostileClient hello(UnaryOperator<RawHello> change) {
        hello = change;
        return this;
    }

    /// Has it offer this application protocol alone.
    HostileClient protocol(String name) {
        hostile = clientTls(name);
        return this;
    }

    /// Is served as an honest client first, so that it may send early data then.
    HostileClient afterAnHonestVisit() {
        Sim.Pair visit = sim.connect();
        assertThat(sim.runUntil(visit::confirmed, SOON)).as(visit::toString).isTrue();
        sim.runFor(SOON); // a ticket comes
        visit.client().close(0, "");
        assertThat(sim.runUntil(visit::drained, LATER)).as(visit::toString).isTrue();
        return this;
    }

    /// Begins a handshake.
    void begin() {
        next = (name, encoded) -> secrets.watch(hostileSession(name, encoded), this::changed);
        pair = sim.connect();
        next = honest;
    }

    /// Runs a handshake to its end.
    void connect() {
        begin();
        assertThat(sim.runUntil(pair()::confirmed, SOON)).as(pair()::toString).isTrue();
    }

    /// Runs until the server has the client's first flight.
    void beginUpToFirstFlight() {
        begin();
        sim.runFor(ONE_WAY.plusMillis(1));
    }

    /// Runs until the client has the keys of its second flight, of which the server gets nothing.
    void beginUpToSecondFlight() {
        beginUpToFirstFlight();
        sim.link().there().cut();
        sim.runFor(ONE_WAY);
    }

    private Sim.Pair pair() {
        return requireNonNull(pair);
    }

    private TlsSession hostileSession(String serverName, byte[] encoded) {
        RawParameters changed = parameters.apply(RawParameters.read(encoded));
        return hostile.newSession(serverName, changed.encode());
    }

    private TlsEvent changed(TlsEvent event) {
        return event instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)
                        && level == EncryptionLevel.INITIAL
                ? new TlsEvent.HandshakeBytes(level, hello.apply(RawHello.read(bytes)).encode())
                : event;
    }

    // ---- packets ----

    /// Has the server receive a packet of `level` with this payload.
    void send(EncryptionLevel level, byte[] payload) {
        send(level, 0, payload);
    }

    /// Has the server receive a packet of `level` whose first byte has these bits too.
    void send(EncryptionLevel level, int bits, byte[] payload) {
        PacketCraft craft =
                new PacketCraft(new AeadProtection(), QuicVersion.V1, secrets.sending(level));
        long number = nextNumber++;
        byte[] packet =
                switch (level) {
                    case ZERO_RTT -> craft.seal(header(PacketType.ZERO_RTT), number, bits, payload);
                    case HANDSHAKE ->
                            craft.seal(header(PacketType.HANDSHAKE), number, bits, payload);
                    case ONE_RTT -> craft.seal(destination, number, bits, payload);
                    case INITIAL -> throw new IllegalArgumentException("everybody has these keys");
                };
        sim.servers()
                .accept(
                        new Datagram(
                                0,
                                packet,
                                pair().clientBinding().address(),
                                sim.server().binding().address(),
                                Ecn.NOT_ECT));
    }

    private LongHeader header(PacketType type) {
        return new LongHeader(type, QuicVersion.V1, destination, source, Token.NONE);
    }

    private void onSent(Datagram datagram) {
        PacketHeader header = first(datagram);
        if (header.isLong()) {
            source = header.source();
            destination = header.destination();
        }
    }

    private void onReceived(Datagram datagram) {
        PacketHeader header = first(datagram);
        if (header.isLong()) {
            destination = header.source();
        }
    }

    private PacketHeader first(Datagram datagram) {
        packets.reset(datagram.bytes(), 0, datagram.length());
        packets.next();
        return packets.header();
    }

    // ---- what comes of it ----

    /// A CONNECTION_CLOSE with this code and frame type has come to the client and could be opened;
    /// the server has forgotten this client, and serves another.
    void isTold(long code, long frameType) {
        sim.runUntil(() -> pair().client().isClosed(), SOON);
        assertThat(pair().client().closeCause())
                .as(pair()::toString)
                .containsInstanceOf(CloseCause.PeerTransportClose.class)
                .hasValueSatisfying(cause -> blames(cause, code, frameType));
        sim.link().there().mend();
        assertThat(sim.runUntil(pair()::drained, LATER)).as(pair()::toString).isTrue();
        assertThat(sim.server().live()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
        serverGoesOn();
    }

    private static void blames(CloseCause cause, long code, long frameType) {
        CloseCause.PeerTransportClose close = (CloseCause.PeerTransportClose) cause;
        assertThat(close.code()).as(close.reason()).isEqualTo(code);
        assertThat(close.frameType()).as(close.reason()).isEqualTo(frameType);
    }

    private void serverGoesOn() {
        Sim.Pair other = sim.connect();
        other.client().transfers().send(Direction.BIDIRECTIONAL, 10_000);
        assertThat(sim.runUntil(() -> other.confirmed() && other.transferred(), SOON))
                .as(other::toString)
                .isTrue();
    }

    // ---- TLS ----

    private Security security(Seed seed) {
        TlsServerConfig server =
                TlsServerConfig.builder()
                        .alpn(Security.ALPN)
                        .certificate(Identities.SERVER.key(), Identities.SERVER.chain())
                        .acceptEarlyData(new LocalReplayGuard())
                        .random(new SeededSecureRandom(seed.split("server")))
                        .build();
        ClientTls client = (name, encoded) -> next.newSession(name, encoded);
        return new Security(client, server, new AeadProtection());
    }

    private TlsClientConfig clientTls(String protocol) {
        return TlsClientConfig.builder()
                .alpn(protocol)
                .trustCertificates(List.of(Identities.SERVER.authority()))
                .sessions(sessions)
                .random(new SeededSecureRandom(new Seed(1).split(protocol)))
                .build();
    }
}
