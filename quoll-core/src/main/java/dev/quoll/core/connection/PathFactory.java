package dev.quoll.core.connection;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.multipath.UnopenedPath;
import dev.quoll.core.path.AmplificationLimit;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.PathLife;
import dev.quoll.core.path.SpinBit;
import dev.quoll.core.path.StatusExchange;
import dev.quoll.core.recovery.ProbeTimer;
import dev.quoll.core.space.NumberSkips;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.EncryptionLevel;

/// Makes the paths of a connection, each as its settings have it. *Confined*.
final class PathFactory {
    private static final int STILL_SPIN_BITS = 16;

    private final Side side;
    private final ConnectionConfig config;
    private final ConnectionServices services;

    PathFactory(Side side, ConnectionConfig config, ConnectionServices services) {
        this.side = side;
        this.config = config;
        this.services = services;
    }

    /// The path on which a connection begins.
    Path zero(IssuedIds issuedIds, FourTuple route, AmplificationLimit limit, long nowNanos) {
        return make(
                PathId.ZERO,
                issuedIds,
                peerIds(PathId.ZERO),
                new StatusExchange(),
                PathLife.State.OPEN,
                AckFrequency.everySecond(config.maxAckDelayNanos()),
                config.maxProbeIntervalNanos(),
                route,
                limit,
                nowNanos);
    }

    /// Another path, with what the peer has said since path 0 was made.
    Path another(
            UnopenedPath of, Path zero, FourTuple route, AmplificationLimit limit, long nowNanos) {
        Path made =
                make(
                        of.id(),
                        of.issuedIds(),
                        of.peerIds(),
                        of.status(),
                        PathLife.State.OPENING,
                        zero.space().ackPolicy().frequency(),
                        zero.probeTimer().maxIntervalNanos(),
                        route,
                        limit,
                        nowNanos);
        made.routes().limitDatagramSize(zero.routes().datagramLimit());
        return made;
    }

    /// The connection IDs of path 0.
    IssuedIds issuedIds() {
        return new IssuedIds(PathId.ZERO, services.connectionIds(), services.resetTokens());
    }

    /// What there is of a path before it is opened. Its IDs differ from those of all other paths.
    UnopenedPath unopened(PathId id, Paths paths) {
        ConnectionIdGenerator unique = new UniqueIds(services.connectionIds(), paths);
        return new UnopenedPath(
                id,
                new IssuedIds(id, unique, services.resetTokens()),
                peerIds(id),
                new StatusExchange());
    }

    private PeerIds peerIds(PathId id) {
        return new PeerIds(id, config.connectionIdLimit());
    }

    private Path make(
            PathId id,
            IssuedIds issuedIds,
            PeerIds peerIds,
            StatusExchange status,
            PathLife.State state,
            AckFrequency frequency,
            long maxProbeIntervalNanos,
            FourTuple route,
            AmplificationLimit limit,
            long nowNanos) {
        return new Path(
                id,
                new PacketSpace(
                        EncryptionLevel.ONE_RTT,
                        frequency,
                        config.lossThresholds(),
                        new NumberSkips(services.random())),
                issuedIds,
                peerIds,
                new ProbeTimer(maxProbeIntervalNanos),
                spinBit(),
                new PathLife(
                        state,
                        config.multipath().pathIdleNanos(),
                        config.multipath().pathKeepAliveNanos(),
                        nowNanos),
                status,
                route,
                limit,
                config.route(),
                services.random());
    }

    /// On one path of 16 the bit stands still, whatever is allowed (RFC 9000 §17.4).
    private SpinBit spinBit() {
        boolean stands = services.random().nextInt(STILL_SPIN_BITS) == 0;
        return stands || config.spin() == SpinPolicy.FORBIDDEN
                ? SpinBit.still(side, services.random().nextBoolean())
                : SpinBit.spinning(side);
    }

    /// IDs that no path of the connection has.
    private record UniqueIds(ConnectionIdGenerator all, Paths paths)
            implements ConnectionIdGenerator {
        @Override
        public int length() {
            return all.length();
        }

        @Override
        public ConnectionId generate() {
            ConnectionId id = all.generate();
            while (paths.isIssued(id)) {
                id = all.generate();
            }
            return id;
        }
    }
}
