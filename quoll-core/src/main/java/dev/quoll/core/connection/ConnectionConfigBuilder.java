package dev.quoll.core.connection;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.datagram.DatagramConfig;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.path.MtuConfig;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.ProbeTimer;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.core.version.QuicVersion;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects the settings of a [ConnectionConfig], each with its default. *Confined*. What each one
/// means is said there.
public final class ConnectionConfigBuilder {
    private StreamsConfig streams = StreamsConfig.DEFAULT;
    private RouteConfig route =
            new RouteConfig(
                    RouteConfig.MIN_DATAGRAM_SIZE,
                    RttEstimator.INITIAL_NANOS,
                    PersistentCongestion.DEFAULT_THRESHOLD,
                    MtuConfig.DEFAULT,
                    new CongestionControl.Cubic(),
                    Pacer.UNLIMITED);
    private LossThresholds lossThresholds = LossThresholds.DEFAULT;
    private long maxProbeIntervalNanos = ProbeTimer.DEFAULT_MAX_INTERVAL_NANOS;
    private long maxIdleTimeoutNanos = 30_000_000_000L;
    private long handshakeTimeoutNanos = Connection.NEVER;
    private long maxAckDelayNanos = 25_000_000;
    private int maxUdpPayloadSize = 1472;
    private int cryptoBufferSize = 16_384;
    private int connectionIdLimit = 5;
    private PeerMigration peerMigration = PeerMigration.FOLLOWED;
    private DatagramConfig datagrams = DatagramConfig.DEFAULT;
    private Optional<AckRequests.Wish> ackWish = Optional.empty();
    private ServerAddresses preferredAddresses = ServerAddresses.NONE;
    private SpinPolicy spin = SpinPolicy.ALLOWED;
    private DatagramPadding padding = DatagramPadding.NONE;
    private List<QuicVersion> versions = List.of(QuicVersion.V1, QuicVersion.V2);
    private FixedBit fixedBit = FixedBit.GREASED;
    private long keepAliveNanos = Connection.NEVER;
    private long connectionIdLifetimeNanos = Connection.NEVER;
    private MultipathConfig multipath = MultipathConfig.OFF;
    private Optional<AddressReports> addressReports = Optional.empty();
    private int natTraversalAddresses;
    private Set<NatTraversalVariant> natTraversalVariants =
            EnumSet.allOf(NatTraversalVariant.class);
    private ConnectionObservers observers = ConnectionObservers.NONE;

    /// The defaults.
    public ConnectionConfigBuilder() {}

    /// Sets [ConnectionConfig#streams].
    public ConnectionConfigBuilder streams(StreamsConfig value) {
        streams = value;
        return this;
    }

    /// Sets [ConnectionConfig#route].
    public ConnectionConfigBuilder route(RouteConfig value) {
        route = value;
        return this;
    }

    /// Sets [ConnectionConfig#lossThresholds].
    public ConnectionConfigBuilder lossThresholds(LossThresholds value) {
        lossThresholds = value;
        return this;
    }

    /// Sets [ConnectionConfig#maxProbeIntervalNanos].
    public ConnectionConfigBuilder maxProbeIntervalNanos(long value) {
        maxProbeIntervalNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#maxIdleTimeoutNanos].
    public ConnectionConfigBuilder maxIdleTimeoutNanos(long value) {
        maxIdleTimeoutNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#handshakeTimeoutNanos].
    public ConnectionConfigBuilder handshakeTimeoutNanos(long value) {
        handshakeTimeoutNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#maxAckDelayNanos].
    public ConnectionConfigBuilder maxAckDelayNanos(long value) {
        maxAckDelayNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#maxUdpPayloadSize].
    public ConnectionConfigBuilder maxUdpPayloadSize(int value) {
        maxUdpPayloadSize = value;
        return this;
    }

    /// Sets [ConnectionConfig#cryptoBufferSize].
    public ConnectionConfigBuilder cryptoBufferSize(int value) {
        cryptoBufferSize = value;
        return this;
    }

    /// Sets [ConnectionConfig#connectionIdLimit].
    public ConnectionConfigBuilder connectionIdLimit(int value) {
        connectionIdLimit = value;
        return this;
    }

    /// Sets [ConnectionConfig#peerMigration].
    public ConnectionConfigBuilder peerMigration(PeerMigration value) {
        peerMigration = value;
        return this;
    }

    /// Sets [ConnectionConfig#datagrams].
    public ConnectionConfigBuilder datagrams(DatagramConfig value) {
        datagrams = value;
        return this;
    }

    /// Sets [ConnectionConfig#ackWish].
    public ConnectionConfigBuilder ackWish(Optional<AckRequests.Wish> value) {
        ackWish = value;
        return this;
    }

    /// Sets [ConnectionConfig#preferredAddresses].
    public ConnectionConfigBuilder preferredAddresses(ServerAddresses value) {
        preferredAddresses = value;
        return this;
    }

    /// Sets [ConnectionConfig#spin].
    public ConnectionConfigBuilder spin(SpinPolicy value) {
        spin = value;
        return this;
    }

    /// Sets [ConnectionConfig#connectionIdLifetimeNanos].
    public ConnectionConfigBuilder connectionIdLifetimeNanos(long value) {
        connectionIdLifetimeNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#fixedBit].
    public ConnectionConfigBuilder fixedBit(FixedBit value) {
        fixedBit = value;
        return this;
    }

    /// Sets [ConnectionConfig#versions].
    public ConnectionConfigBuilder versions(List<QuicVersion> value) {
        versions = value;
        return this;
    }

    /// Sets [ConnectionConfig#padding].
    public ConnectionConfigBuilder padding(DatagramPadding value) {
        padding = value;
        return this;
    }

    /// Sets [ConnectionConfig#keepAliveNanos].
    public ConnectionConfigBuilder keepAliveNanos(long value) {
        keepAliveNanos = value;
        return this;
    }

    /// Sets [ConnectionConfig#multipath].
    public ConnectionConfigBuilder multipath(MultipathConfig value) {
        multipath = value;
        return this;
    }

    /// Sets [ConnectionConfig#addressReports].
    public ConnectionConfigBuilder addressReports(Optional<AddressReports> value) {
        addressReports = value;
        return this;
    }

    /// Sets [ConnectionConfig#natTraversalAddresses].
    public ConnectionConfigBuilder natTraversalAddresses(int value) {
        natTraversalAddresses = value;
        return this;
    }

    /// Sets [ConnectionConfig#natTraversalVariants].
    public ConnectionConfigBuilder natTraversalVariants(Set<NatTraversalVariant> value) {
        natTraversalVariants = value;
        return this;
    }

    /// Sets [ConnectionConfig#observers].
    public ConnectionConfigBuilder observers(ConnectionObservers value) {
        observers = value;
        return this;
    }

    /// The settings.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public ConnectionConfig build() {
        return new ConnectionConfig(
                streams,
                route,
                lossThresholds,
                maxProbeIntervalNanos,
                maxIdleTimeoutNanos,
                handshakeTimeoutNanos,
                maxAckDelayNanos,
                maxUdpPayloadSize,
                cryptoBufferSize,
                connectionIdLimit,
                peerMigration,
                datagrams,
                ackWish,
                preferredAddresses,
                spin,
                padding,
                versions,
                fixedBit,
                keepAliveNanos,
                connectionIdLifetimeNanos,
                multipath,
                addressReports,
                natTraversalAddresses,
                natTraversalVariants,
                observers);
    }
}
