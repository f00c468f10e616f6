package dev.quoll.driver;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionConfigBuilder;
import dev.quoll.core.connection.DatagramPadding;
import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.connection.ServerAddresses;
import dev.quoll.core.connection.SpinPolicy;
import dev.quoll.core.datagram.DatagramConfig;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.path.MtuConfig;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.stream.StreamFairness;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.core.version.QuicVersion;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Core's settings, made of the application's.
final class CoreSettings {
    /// Under this idle timeout probes are at most a second apart, so that several fit into it.
    private static final Duration SHORT_IDLE_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration SHORT_PROBE_INTERVAL = Duration.ofSeconds(1);

    /// Each route that the draft's NAT traversal tries takes a connection ID, so that nobody sees
    /// that they belong together.
    private static final int PROBING_IDS = 8;

    private CoreSettings() {}

    static ConnectionConfig of(ServerConfig server, EndpointConfig endpoint) {
        return of(server.transport(), endpoint, endpoint.versions()).toBuilder()
                .peerMigration(
                        server.followsClients() ? PeerMigration.FOLLOWED : PeerMigration.REFUSED)
                .preferredAddresses(
                        new ServerAddresses(server.preferredIpv4(), server.preferredIpv6()))
                .build();
    }

    static ConnectionConfig of(
            TransportConfig transport, EndpointConfig endpoint, List<QuicVersion> versions) {
        return new ConnectionConfigBuilder()
                .streams(streams(transport))
                .route(route(transport))
                .lossThresholds(
                        new LossThresholds(transport.packetThreshold(), transport.timeThreshold()))
                .maxProbeIntervalNanos(maxProbeIntervalNanos(transport))
                .maxIdleTimeoutNanos(
                        transport.maxIdleTimeout().map(Duration::toNanos).orElse(Timeout.NEVER))
                .handshakeTimeoutNanos(transport.handshakeTimeout().toNanos())
                .maxUdpPayloadSize(endpoint.maxUdpPayloadSize())
                .cryptoBufferSize(transport.cryptoBufferSize())
                .versions(versions)
                .connectionIdLifetimeNanos(
                        endpoint.connectionIdLifetime()
                                .map(Duration::toNanos)
                                .orElse(Timeout.NEVER))
                .fixedBit(endpoint.isFixedBitGreased() ? FixedBit.GREASED : FixedBit.REQUIRED)
                .keepAliveNanos(
                        transport.keepAliveInterval().map(Duration::toNanos).orElse(Timeout.NEVER))
                .datagrams(datagrams(transport))
                .multipath(multipath(transport))
                .addressReports(addressReports(transport))
                .natTraversalAddresses(transport.maxRemoteNatTraversalAddresses())
                .natTraversalVariants(transport.natTraversalVariants())
                .connectionIdLimit(connectionIdLimit(transport))
                .observers(transport.observers())
                .padding(transport.padsToMtu() ? DatagramPadding.FULL : DatagramPadding.NONE)
                .spin(transport.allowsSpinBit() ? SpinPolicy.ALLOWED : SpinPolicy.FORBIDDEN)
                .ackWish(
                        transport
                                .ackFrequency()
                                .map(
                                        asked ->
                                                new AckRequests.Wish(
                                                        asked.packets(),
                                                        Optional.empty(),
                                                        asked.reordering())))
                .build();
    }

    private static int connectionIdLimit(TransportConfig transport) {
        return transport.maxRemoteNatTraversalAddresses() > 0
                        && transport.natTraversalVariants().contains(NatTraversalVariant.DRAFT)
                ? PROBING_IDS
                : ConnectionConfig.DEFAULT.connectionIdLimit();
    }

    private static StreamsConfig streams(TransportConfig transport) {
        return new StreamsConfig(
                transport.receiveWindow(),
                transport.streamReceiveWindow(),
                transport.maxConcurrentBidiStreams(),
                transport.maxConcurrentUniStreams(),
                transport.sendWindow(),
                transport.maxStreamReceiveWindow(),
                transport.areStreamsOneAfterAnother()
                        ? StreamFairness.ONE_AFTER_ANOTHER
                        : StreamFairness.ROUND_ROBIN);
    }

    private static DatagramConfig datagrams(TransportConfig transport) {
        return transport.datagramReceiveBuffer() == 0
                ? DatagramConfig.DISABLED
                : new DatagramConfig(
                        transport.datagramReceiveBuffer(), transport.datagramSendBuffer());
    }

    private static MultipathConfig multipath(TransportConfig transport) {
        return new MultipathConfig(
                transport.maxConcurrentMultipathPaths().orElse(0),
                transport.defaultPathMaxIdleTimeout().map(Duration::toNanos).orElse(Timeout.NEVER),
                transport
                        .defaultPathKeepAliveInterval()
                        .map(Duration::toNanos)
                        .orElse(Timeout.NEVER),
                transport.pathScheduling());
    }

    private static Optional<AddressReports> addressReports(TransportConfig transport) {
        if (!transport.receivesObservedAddressReports()) {
            return transport.sendsObservedAddressReports()
                    ? Optional.of(AddressReports.PROVIDED)
                    : Optional.empty();
        }
        return Optional.of(
                transport.sendsObservedAddressReports()
                        ? AddressReports.BOTH
                        : AddressReports.WANTED);
    }

    private static MtuConfig mtu(TransportConfig transport) {
        if (transport.maxMtu().isEmpty()) {
            return MtuConfig.DISABLED;
        }
        MtuConfig base = MtuConfig.DEFAULT;
        return new MtuConfig(
                transport.maxMtu().getAsInt(),
                base.intervalNanos(),
                base.blackHoleCooldownNanos(),
                base.minimumChange());
    }

    private static RouteConfig route(TransportConfig transport) {
        return new RouteConfig(
                transport.initialMtu(),
                transport.initialRtt().toNanos(),
                transport.persistentCongestionThreshold(),
                mtu(transport),
                transport.congestionControl(),
                transport.maxOutgoingBytesPerSecond().orElse(Pacer.UNLIMITED));
    }

    private static long maxProbeIntervalNanos(TransportConfig transport) {
        if (transport.maxProbeInterval().isEmpty()) {
            return Timeout.NEVER;
        }
        Duration most = transport.maxProbeInterval().get();
        boolean isShort =
                transport
                        .maxIdleTimeout()
                        .filter(t -> t.compareTo(SHORT_IDLE_TIMEOUT) < 0)
                        .isPresent();
        return isShort && most.compareTo(SHORT_PROBE_INTERVAL) > 0
                ? SHORT_PROBE_INTERVAL.toNanos()
                : most.toNanos();
    }
}
