package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Abandonments;
import dev.quoll.core.multipath.BlockedReports;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.PathNotices;
import dev.quoll.core.multipath.PathScheduler;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.Token;
import dev.quoll.core.params.PreferredAddress;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stream.Streams;
import dev.quoll.core.version.QuicVersion;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes the rooms of a connection and puts them together.
final class ConnectionBuilder {
    /// A client's first destination ID is unpredictable and at least 8 bytes (RFC 9000 §7.2).
    private static final int FIRST_DESTINATION_LENGTH = 20;

    /// The first key update comes early and at no fixed place, so that it is common.
    private static final long FEWEST_BEFORE_UPDATE = 10;

    private static final long MOST_BEFORE_UPDATE = 1000;

    /// The first two probes of NAT traversal are this part of the round trip assumed at first
    /// apart.
    private static final int PROBES_IN_INITIAL_RTT = 10;

    /// An address of the other side is probed for so many probe timeouts of a route nothing is
    /// known of, in the draft's NAT traversal: three times, which get farther apart.
    private static final int ATTEMPT_PTOS = 6;

    private final Side side;
    private final ConnectionConfig config;
    private final ConnectionServices services;
    private final Versions versions;
    private final PathFactory factory;
    private final long nowNanos;
    private final ConnectionId firstDestination; // of the packet that keys come from
    private final AmplificationLimit limit;
    private final UnaryOperator<TransportParameters.Builder> moreParameters;
    private final Optional<IssuedId> preferredId;
    private FourTuple route;
    private IssuedId handshakeId;
    private Path path;
    private Narrator narrator = Narrator.SILENT;
    private Lifetime lifetime = new Lifetime();
    private Streams streams;
    private Datagrams datagrams;
    private Token token = Token.NONE;
    private TokenMaker newTokens = TokenMaker.NONE;

    /// @param moreParameters adds to our transport parameters what depends on the client
    private ConnectionBuilder(
            Side side,
            ConnectionConfig config,
            ConnectionServices services,
            Versions versions,
            ConnectionId firstDestination,
            AmplificationLimit limit,
            UnaryOperator<TransportParameters.Builder> moreParameters,
            FourTuple route,
            long nowNanos) {
        this.side = side;
        this.config = config;
        this.services = services;
        this.versions = versions;
        this.factory = new PathFactory(side, config, services);
        this.nowNanos = nowNanos;
        this.firstDestination = firstDestination;
        this.limit = limit;
        this.moreParameters = moreParameters;
        this.route = route;
        streams = new Streams(side, config.streams());
        datagrams = new Datagrams(config.datagrams());
        IssuedIds issuedIds = factory.issuedIds();
        handshakeId = issuedIds.addHandshakeId(services.connectionIds().generate());
        preferredId =
                side == Side.SERVER
                                && services.connectionIds().length() > 0
                                && !config.preferredAddresses().isEmpty()
                        ? Optional.of(issuedIds.addPreferredId())
                        : Optional.empty();
        path = pathZero(issuedIds);
    }

    static ConnectionBuilder client(
            ClientBeginning beginning,
            QuicVersion version,
            Versions.Origin origin,
            Token token,
            long nowNanos) {
        byte[] random = new byte[FIRST_DESTINATION_LENGTH];
        beginning.services().random().nextBytes(random);
        ConnectionBuilder builder =
                new ConnectionBuilder(
                        Side.CLIENT,
                        beginning.config(),
                        beginning.services(),
                        new Versions(Side.CLIENT, beginning.config().versions(), version, origin),
                        ConnectionId.of(random),
                        AmplificationLimit.none(),
                        parameters -> parameters,
                        beginning.route(),
                        nowNanos);
        if (token.length() <= Retries.MAX_TOKEN_LENGTH) {
            builder.token = token;
        }
        return builder;
    }

    /// Lets whoever wants to observe the connection do so.
    ///
    /// @param originalDestination of the client's first packet
    void observe(ConnectionId originalDestination) {
        narrator = Narrator.of(config.observers(), side, originalDestination);
        lifetime = new Lifetime(narrator);
    }

    /// Lets whoever wants to observe a connection that a client begins do so.
    void observe() {
        observe(firstDestination);
    }

    /// Goes on with what the owner knows of a former attempt: its connection ID, its events, its
    /// streams and datagrams.
    void takeOver(Rooms former) {
        IssuedIds issuedIds = factory.issuedIds();
        handshakeId =
                issuedIds.addHandshakeId(
                        former.paths().zero().issuedIds().active().getFirst().id());
        route = former.paths().zero().route().fourTuple();
        path = pathZero(issuedIds);
        narrator = former.narrator();
        lifetime = former.lifetime();
        streams = former.streams();
        datagrams = former.datagrams();
    }

    static ConnectionParts server(
            ConnectionConfig config,
            ConnectionServices services,
            ServerTls tls,
            Admission admission,
            FourTuple route,
            long nowNanos) {
        FirstInitial first = admission.initial();
        Versions versions =
                new Versions(
                        Side.SERVER, config.versions(), first.version(), Versions.Origin.CHOSEN);
        ConnectionBuilder builder =
                new ConnectionBuilder(
                        Side.SERVER,
                        offered(config, first),
                        services,
                        versions,
                        first.destination(),
                        limitFor(admission),
                        parameters -> addAddresses(parameters, admission),
                        route,
                        nowNanos);
        builder.observe(admission.originalDestination());
        builder.newTokens = admission.newTokens();
        byte[] parameters = builder.parameters();
        return builder.build(
                tls.newSession(parameters, new SessionLimits(first.version(), parameters)));
    }

    /// Who has no connection IDs is offered no paths (draft-ietf-quic-multipath §2.1).
    private static ConnectionConfig offered(ConnectionConfig config, FirstInitial first) {
        return first.source().length() > 0 ? config : config.withMultipath(MultipathConfig.OFF);
    }

    private static AmplificationLimit limitFor(Admission admission) {
        return switch (admission.address()) {
            case PROVED -> AmplificationLimit.none();
            case CLAIMED -> AmplificationLimit.unvalidated();
        };
    }

    /// Our transport parameters, as they go out in the version that is chosen now.
    byte[] parameters() {
        TransportParameters.Builder all =
                LocalParameters.of(side, config, handshakeId)
                        .set(
                                TransportParameter.VERSION_INFORMATION,
                                versions.information(services.random()));
        preferredId.ifPresent(
                id ->
                        all.set(
                                TransportParameter.PREFERRED_ADDRESS,
                                new PreferredAddress(
                                        config.preferredAddresses().ipv4(),
                                        config.preferredAddresses().ipv6(),
                                        id.id(),
                                        id.resetToken())));
        byte[] encoded = moreParameters.apply(all).build().encodeWithGrease(services.random());
        narrator.onLocalParameters(encoded);
        return encoded;
    }

    /// Adds what shows the client that nobody on the way made up its Retry (RFC 9000 §7.3).
    private static TransportParameters.Builder addAddresses(
            TransportParameters.Builder all, Admission admission) {
        all.set(
                TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID,
                admission.originalDestination());
        admission
                .retrySource()
                .ifPresent(id -> all.set(TransportParameter.RETRY_SOURCE_CONNECTION_ID, id));
        return all;
    }

    private Path pathZero(IssuedIds issuedIds) {
        Path made = factory.zero(issuedIds, route, limit, nowNanos);
        if (side == Side.CLIENT) {
            made.peerIds().onHandshakeId(firstDestination);
        }
        return made;
    }

    ConnectionParts build(TlsSession tls) {
        PacketKeys keys = new PacketKeys(services.protection(), versions);
        keys.onFirstDestination(side, firstDestination);
        AckRequests ackRequests = new AckRequests(config.ackWish());
        PeerSettings peer = new PeerSettings(ackRequests);
        Spaces spaces = new Spaces(path, config.lossThresholds());
        CryptoStreams cryptoStreams = new CryptoStreams(config.cryptoBufferSize());
        HandshakeDone handshakeDone = new HandshakeDone();
        NewTokens tokens = new NewTokens(newTokens);
        Paths paths = new Paths(path);
        PathCredit credit = new PathCredit(maxPaths());
        Abandonments abandonments = new Abandonments();
        BlockedReports blocked = new BlockedReports();
        PathNotices notices = new PathNotices(paths, credit, abandonments, blocked);
        AddressDiscovery addressDiscovery =
                new AddressDiscovery(
                        config.addressReports(), lifetime, paths, config.route().underlay());
        Routing routing = new Routing(paths, peer, lifetime);
        routing.announce(handshakeId);
        preferredId.ifPresent(routing::announce);
        PathOpener opener =
                new PathOpener(
                        side,
                        lifetime,
                        paths,
                        credit,
                        blocked,
                        factory,
                        routing,
                        peer,
                        unknownPtoNanos());
        Punching punching =
                new Punching(
                        side,
                        lifetime,
                        opener,
                        config.route().underlay(),
                        new TraversalTerms(
                                LocalParameters.natTraversal(
                                        config, services.connectionIds().length()),
                                config.natTraversalAddresses(),
                                opener),
                        new AsideProbes(
                                config.route().initialRttNanos() / PROBES_IN_INITIAL_RTT, nowNanos),
                        ATTEMPT_PTOS * unknownPtoNanos());
        FrameFates fates =
                new FrameFates(
                        streams,
                        cryptoStreams,
                        handshakeDone,
                        tokens,
                        ackRequests,
                        addressDiscovery,
                        punching,
                        paths,
                        notices);
        Recovery recovery =
                new Recovery(side, spaces, keys, lifetime, peer, fates, paths, narrator);
        recovery.onActivity(nowNanos);
        IdleTimer idle = new IdleTimer(config.maxIdleTimeoutNanos(), nowNanos);
        Closer closer = new Closer(lifetime, recovery);
        Migration migration =
                new Migration(
                        side,
                        lifetime,
                        recovery,
                        config.peerMigration(),
                        config.preferredAddresses(),
                        unknownPtoNanos());
        RouteProbes routeProbes =
                new RouteProbes(side, lifetime, paths, opener, migration, punching, nowNanos);
        PathTotals totals = new PathTotals();
        PathCloser pathCloser =
                new PathCloser(
                        lifetime,
                        paths,
                        credit,
                        abandonments,
                        blocked,
                        recovery,
                        routing,
                        opener,
                        totals,
                        unknownPtoNanos());
        FixedBitNoise fixedBit = new FixedBitNoise(services.random().nextLong());
        Agreement agreement =
                new Agreement(
                        side.peer(),
                        firstDestination,
                        versions,
                        this::parameters,
                        path,
                        peer,
                        fixedBit,
                        streams,
                        datagrams,
                        migration,
                        idle,
                        routing,
                        credit,
                        opener,
                        addressDiscovery,
                        punching);
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
        AckProcessor acks =
                new AckProcessor(recovery, fates, lifetime, peer, keyUpdates, handshake);
        PathFrames pathFrames =
                new PathFrames(paths, credit, blocked, acks, routing, opener, pathCloser, lifetime);
        Rooms rooms =
                new Rooms(
                        side,
                        versions,
                        paths,
                        credit,
                        notices,
                        opener,
                        pathCloser,
                        new PathTimers(lifetime, paths, recovery, pathCloser),
                        new NetworkChange(side, paths, opener, pathCloser, migration),
                        addressDiscovery,
                        punching,
                        routeProbes,
                        totals,
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
                        new VersionOffers(
                                side, versions, lifetime, agreement, path, handshakeId.id()),
                        new FrameDispatcher(
                                side,
                                versions,
                                acks,
                                lifetime,
                                handshake,
                                streams,
                                closer,
                                routing,
                                migration,
                                datagrams,
                                paths,
                                opener,
                                pathFrames,
                                addressDiscovery,
                                punching,
                                routeProbes),
                        recovery,
                        migration,
                        keyUpdates,
                        idle,
                        new KeepAlive(config.keepAliveNanos(), lifetime),
                        new Rest(lifetime),
                        closer,
                        routing,
                        new IdRotation(
                                config.connectionIdLifetimeNanos(), lifetime, routing, nowNanos),
                        new DropCounts(),
                        narrator);
        return new ConnectionParts(rooms, receiver(rooms), transmitter(rooms, fixedBit));
    }

    private Receiver receiver(Rooms rooms) {
        int length = services.connectionIds().length();
        return new Receiver(rooms, new PacketReader(length, config.fixedBit()), length);
    }

    private Transmitter transmitter(Rooms rooms, FixedBitNoise fixedBit) {
        PacketHeaders headers =
                new PacketHeaders(
                        versions, handshakeId.id(), rooms.retries(), rooms.keys(), fixedBit);
        PacketBuilder builder = new PacketBuilder(headers, narrator, path);
        DatagramWriter writer = new DatagramWriter(rooms, builder, config.padding());
        return new Transmitter(
                rooms,
                new PathScheduler(rooms.paths(), config.multipath().scheduling()),
                writer,
                new ProbeWriter(rooms, builder, writer, services.random()));
    }

    /// Multipath needs connection IDs (draft-ietf-quic-multipath §2.1).
    private int maxPaths() {
        return services.connectionIds().length() > 0 ? config.multipath().maxPaths() : 0;
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
