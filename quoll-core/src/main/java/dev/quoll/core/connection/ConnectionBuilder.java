package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.Token;
import dev.quoll.core.params.PreferredAddress;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.SpinBit;
import dev.quoll.core.protection.InitialSecrets;
import dev.quoll.core.recovery.ProbeTimer;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.space.NumberSkips;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stream.Streams;
import dev.quoll.core.version.QuicVersion;

import java.util.List;
import java.util.Optional;

/// Makes the rooms of a connection and puts them together.
final class ConnectionBuilder {
    /// A client's first destination ID is unpredictable and at least 8 bytes (RFC 9000 §7.2).
    private static final int FIRST_DESTINATION_LENGTH = 20;

    /// The first key update comes early and at no fixed place, so that it is common.
    private static final long FEWEST_BEFORE_UPDATE = 10;

    private static final long MOST_BEFORE_UPDATE = 1000;

    private static final int STILL_SPIN_BITS = 16;

    private final Side side;
    private final ConnectionConfig config;
    private final ConnectionServices services;
    private final QuicVersion version;
    private final long nowNanos;
    private final ConnectionId firstDestination; // of the packet that keys come from
    private Token token = Token.NONE;
    private List<Token> newTokens = List.of();
    private final IssuedId handshakeId;
    private final Optional<IssuedId> preferredId;
    private final Path path;

    private ConnectionBuilder(
            Side side,
            ConnectionConfig config,
            ConnectionServices services,
            QuicVersion version,
            ConnectionId firstDestination,
            AmplificationLimit limit,
            FourTuple route,
            long nowNanos) {
        this.side = side;
        this.config = config;
        this.services = services;
        this.version = version;
        this.nowNanos = nowNanos;
        this.firstDestination = firstDestination;
        IssuedIds issuedIds = new IssuedIds(services.connectionIds(), services.resetTokens());
        handshakeId = issuedIds.addHandshakeId(services.connectionIds().generate());
        preferredId =
                side == Side.SERVER
                                && services.connectionIds().length() > 0
                                && !config.preferredAddresses().isEmpty()
                        ? Optional.of(issuedIds.addPreferredId())
                        : Optional.empty();
        path = pathZero(issuedIds, limit, route);
    }

    static Connection client(
            ConnectionConfig config,
            ConnectionServices services,
            ClientTls tls,
            String serverName,
            QuicVersion version,
            Token token,
            FourTuple route,
            long nowNanos) {
        byte[] random = new byte[FIRST_DESTINATION_LENGTH];
        services.random().nextBytes(random);
        ConnectionId destination = ConnectionId.of(random);
        ConnectionBuilder builder =
                new ConnectionBuilder(
                        Side.CLIENT,
                        config,
                        services,
                        version,
                        destination,
                        AmplificationLimit.none(),
                        route,
                        nowNanos);
        if (token.length() <= Retries.MAX_TOKEN_LENGTH) {
            builder.token = token;
        }
        builder.path.peerIds().onHandshakeId(destination);
        int port = route.remote().getPort();
        byte[] parameters = builder.encoded(builder.parameters());
        return builder.build(tls.newSession(serverName, port, parameters));
    }

    static Connection server(
            ConnectionConfig config,
            ConnectionServices services,
            ServerTls tls,
            Admission admission,
            FourTuple route,
            long nowNanos) {
        FirstInitial first = admission.initial();
        ConnectionBuilder builder =
                new ConnectionBuilder(
                        Side.SERVER,
                        config,
                        services,
                        first.version(),
                        first.destination(),
                        limitFor(admission),
                        route,
                        nowNanos);
        builder.newTokens = admission.newTokens();
        byte[] parameters = builder.encoded(builder.parametersFor(admission));
        EarlyDataPolicy policy = remembered -> EarlyDataLimits.hold(remembered, parameters);
        return builder.build(tls.newSession(parameters, policy));
    }

    private static AmplificationLimit limitFor(Admission admission) {
        return switch (admission.address()) {
            case PROVED -> AmplificationLimit.none();
            case CLAIMED -> AmplificationLimit.unvalidated();
        };
    }

    private TransportParameters.Builder parameters() {
        TransportParameters.Builder all = LocalParameters.of(side, config, handshakeId);
        preferredId.ifPresent(
                id ->
                        all.set(
                                TransportParameter.PREFERRED_ADDRESS,
                                new PreferredAddress(
                                        config.preferredAddresses().ipv4(),
                                        config.preferredAddresses().ipv6(),
                                        id.id(),
                                        id.resetToken())));
        return all;
    }

    /// With what shows the client that nobody on the way made up its Retry (RFC 9000 §7.3).
    private TransportParameters.Builder parametersFor(Admission admission) {
        TransportParameters.Builder all =
                parameters()
                        .set(
                                TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID,
                                admission.originalDestination());
        admission
                .retrySource()
                .ifPresent(id -> all.set(TransportParameter.RETRY_SOURCE_CONNECTION_ID, id));
        return all;
    }

    private byte[] encoded(TransportParameters.Builder parameters) {
        return parameters.build().encodeWithGrease(services.random());
    }

    private Path pathZero(IssuedIds issuedIds, AmplificationLimit limit, FourTuple fourTuple) {
        return new Path(
                PathId.ZERO,
                new PacketSpace(
                        EncryptionLevel.ONE_RTT,
                        AckFrequency.everySecond(config.maxAckDelayNanos()),
                        config.lossThresholds(),
                        new NumberSkips(services.random())),
                issuedIds,
                new PeerIds(config.connectionIdLimit()),
                new ProbeTimer(config.maxProbeIntervalNanos()),
                spinBit(),
                fourTuple,
                limit,
                config.route());
    }

    /// On one path of 16 the bit stands still, whatever is allowed (RFC 9000 §17.4).
    private SpinBit spinBit() {
        boolean stands = services.random().nextInt(STILL_SPIN_BITS) == 0;
        return stands || config.spin() == SpinPolicy.FORBIDDEN
                ? SpinBit.still(side, services.random().nextBoolean())
                : SpinBit.spinning(side);
    }

    private Connection build(TlsSession tls) {
        PacketKeys keys = initialKeys();
        Lifetime lifetime = new Lifetime();
        AckRequests ackRequests = new AckRequests(config.ackWish());
        PeerSettings peer = new PeerSettings(ackRequests);
        Datagrams datagrams = new Datagrams(config.datagrams());
        Spaces spaces = new Spaces(path, config.lossThresholds());
        Streams streams = new Streams(side, config.streams());
        CryptoStreams cryptoStreams = new CryptoStreams(config.cryptoBufferSize());
        HandshakeDone handshakeDone = new HandshakeDone();
        NewTokens tokens = new NewTokens(newTokens);
        FrameFates fates =
                new FrameFates(streams, cryptoStreams, handshakeDone, tokens, ackRequests);
        Recovery recovery = new Recovery(side, spaces, keys, lifetime, peer, fates);
        recovery.onActivity(nowNanos);
        IdleTimer idle = new IdleTimer(config.maxIdleTimeoutNanos(), nowNanos);
        Closer closer = new Closer(lifetime, recovery, path);
        Migration migration =
                new Migration(
                        side,
                        lifetime,
                        recovery,
                        config.peerMigration(),
                        config.preferredAddresses(),
                        unknownPtoNanos());
        Routing routing = new Routing(path.peerIds(), peer, lifetime);
        routing.announce(handshakeId);
        preferredId.ifPresent(routing::announce);
        Agreement agreement =
                new Agreement(
                        side.peer(),
                        firstDestination,
                        path,
                        peer,
                        streams,
                        datagrams,
                        migration,
                        idle,
                        routing);
        Handshake handshake =
                new Handshake(
                        side,
                        tls,
                        keys,
                        cryptoStreams,
                        spaces,
                        lifetime,
                        handshakeDone,
                        tokens,
                        agreement,
                        new EarlyData(lifetime, path, streams, datagrams, agreement),
                        handshakeDeadlineNanos());
        KeyUpdates keyUpdates = new KeyUpdates(keys.oneRtt(), lifetime, packetsBeforeFirstUpdate());
        AckProcessor acks = new AckProcessor(recovery, fates, lifetime, peer, keyUpdates);
        Rooms rooms =
                new Rooms(
                        side,
                        version,
                        path,
                        spaces,
                        keys,
                        cryptoStreams,
                        streams,
                        datagrams,
                        ackRequests,
                        lifetime,
                        handshake,
                        handshakeDone,
                        tokens,
                        agreement,
                        new Retries(side, keys, path, lifetime, agreement, recovery, token),
                        new FrameDispatcher(
                                side, acks, lifetime, handshake, streams, closer, routing,
                                migration, datagrams),
                        recovery,
                        migration,
                        keyUpdates,
                        idle,
                        closer,
                        routing,
                        new DropCounts());
        return new Connection(rooms, receiver(rooms), transmitter(rooms), nowNanos);
    }

    private PacketKeys initialKeys() {
        PacketKeys keys = new PacketKeys(services.protection(), version);
        InitialSecrets secrets = InitialSecrets.of(version, firstDestination);
        keys.onWriteSecret(EncryptionLevel.INITIAL, secrets.of(side));
        keys.onReadSecret(EncryptionLevel.INITIAL, secrets.of(side.peer()));
        return keys;
    }

    private Receiver receiver(Rooms rooms) {
        int length = services.connectionIds().length();
        return new Receiver(rooms, new PacketReader(length, FixedBit.REQUIRED));
    }

    private Transmitter transmitter(Rooms rooms) {
        PacketHeaders headers =
                new PacketHeaders(version, handshakeId.id(), rooms.retries(), rooms.keys());
        return new Transmitter(
                rooms, new PacketBuilder(headers, path), services.random(), config.padding());
    }

    private long packetsBeforeFirstUpdate() {
        return services.random().nextLong(FEWEST_BEFORE_UPDATE, MOST_BEFORE_UPDATE + 1);
    }

    private long unknownPtoNanos() {
        return new RttEstimator(config.route().initialRttNanos()).ptoNanos(0);
    }

    private long handshakeDeadlineNanos() {
        return config.handshakeTimeoutNanos() > NEVER - nowNanos
                ? NEVER
                : nowNanos + config.handshakeTimeoutNanos();
    }
}
