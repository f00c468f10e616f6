package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.datagram.DatagramConfig;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.spi.Underlay;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.core.version.QuicVersion;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The settings of a connection, the same for both sides. Immutable.
///
/// @param streams windows and stream counts
/// @param route how a route begins
/// @param lossThresholds how much reordering is tolerated
/// @param maxProbeIntervalNanos the cap of the probe timer's back-off, [Connection#NEVER] for none
/// @param maxIdleTimeoutNanos silence that ends a connection, [Connection#NEVER] for none
/// @param handshakeTimeoutNanos how long TLS may take, [Connection#NEVER] for no limit
/// @param maxAckDelayNanos how long we hold an acknowledgment, under 2^14 ms
/// @param maxUdpPayloadSize the largest datagram we take, 1200 to 65527
/// @param cryptoBufferSize bytes of TLS messages held out of order, at least 4096 (RFC 9000 §7.5)
/// @param connectionIdLimit connection IDs of the peer that we keep, at least 2
/// @param peerMigration what a server does with a client that moves
/// @param datagrams how many bytes of datagrams wait at most
/// @param ackWish what the peer is asked about its acknowledgments; empty for nothing
/// @param preferredAddresses where a server would rather be reached
/// @param spin whether the latency spin bit is used
/// @param padding how long datagrams are
/// @param versions those it speaks, best first
/// @param fixedBit whether the bit is greased: left to the peer, and cleared where the peer lets us
/// @param keepAliveNanos silence after which a packet is sent that asks for an acknowledgment,
///   [Connection#NEVER] for none
/// @param connectionIdLifetimeNanos after which our IDs are replaced, [Connection#NEVER] for never
/// @param multipath whether there may be several paths
/// @param addressReports whether the peer is told where it is seen, and asked where we are; empty
///   for neither
/// @param natTraversalAddresses how many addresses the peer may name for NAT traversal, up to 255;
///   0 without it
/// @param natTraversalVariants in which ways, where there is NAT traversal
/// @param observers who is told what a connection does
public record ConnectionConfig(
        StreamsConfig streams,
        RouteConfig route,
        LossThresholds lossThresholds,
        long maxProbeIntervalNanos,
        long maxIdleTimeoutNanos,
        long handshakeTimeoutNanos,
        long maxAckDelayNanos,
        int maxUdpPayloadSize,
        int cryptoBufferSize,
        int connectionIdLimit,
        PeerMigration peerMigration,
        DatagramConfig datagrams,
        Optional<AckRequests.Wish> ackWish,
        ServerAddresses preferredAddresses,
        SpinPolicy spin,
        DatagramPadding padding,
        List<QuicVersion> versions,
        FixedBit fixedBit,
        long keepAliveNanos,
        long connectionIdLifetimeNanos,
        MultipathConfig multipath,
        Optional<AddressReports> addressReports,
        int natTraversalAddresses,
        Set<NatTraversalVariant> natTraversalVariants,
        ConnectionObservers observers) {
    /// The settings used where nothing else is asked for.
    public static final ConnectionConfig DEFAULT = new ConnectionConfigBuilder().build();

    private static final long MILLION = 1_000_000;

    public ConnectionConfig {
        check("idle timeout", maxIdleTimeoutNanos, MILLION, NEVER);
        check("keep-alive interval", keepAliveNanos, MILLION, NEVER);
        check("handshake timeout", handshakeTimeoutNanos, MILLION, NEVER);
        check("probe interval", maxProbeIntervalNanos, MILLION, NEVER);
        check("ACK delay", maxAckDelayNanos, 0, ((1L << 14) - 1) * MILLION);
        check("UDP payload size", maxUdpPayloadSize, RouteConfig.MIN_DATAGRAM_SIZE, 65_527);
        check("CRYPTO buffer", cryptoBufferSize, 4096, 1 << 24);
        check("connection ID lifetime", connectionIdLifetimeNanos, MILLION, NEVER);
        check("addresses for NAT traversal", natTraversalAddresses, 0, 255);
        check("connection ID limit", connectionIdLimit, 2, 64);
        versions = List.copyOf(versions);
        natTraversalVariants = Set.copyOf(natTraversalVariants);
    }

    /// A builder that begins with these settings.
    public ConnectionConfigBuilder toBuilder() {
        return new ConnectionConfigBuilder()
                .streams(streams)
                .route(route)
                .lossThresholds(lossThresholds)
                .maxProbeIntervalNanos(maxProbeIntervalNanos)
                .maxIdleTimeoutNanos(maxIdleTimeoutNanos)
                .handshakeTimeoutNanos(handshakeTimeoutNanos)
                .maxAckDelayNanos(maxAckDelayNanos)
                .maxUdpPayloadSize(maxUdpPayloadSize)
                .cryptoBufferSize(cryptoBufferSize)
                .connectionIdLimit(connectionIdLimit)
                .peerMigration(peerMigration)
                .datagrams(datagrams)
                .ackWish(ackWish)
                .preferredAddresses(preferredAddresses)
                .spin(spin)
                .padding(padding)
                .versions(versions)
                .fixedBit(fixedBit)
                .keepAliveNanos(keepAliveNanos)
                .connectionIdLifetimeNanos(connectionIdLifetimeNanos)
                .multipath(multipath)
                .addressReports(addressReports)
                .natTraversalAddresses(natTraversalAddresses)
                .natTraversalVariants(natTraversalVariants)
                .observers(observers);
    }

    /// These settings with other windows and stream counts.
    public ConnectionConfig withStreams(StreamsConfig other) {
        return toBuilder().streams(other).build();
    }

    /// The same over other networks.
    public ConnectionConfig over(Underlay underlay) {
        return withRoute(route.over(underlay));
    }

    /// These settings with routes that begin otherwise.
    public ConnectionConfig withRoute(RouteConfig other) {
        return toBuilder().route(other).build();
    }

    /// These settings with another idle timeout.
    public ConnectionConfig withMaxIdleTimeoutNanos(long other) {
        return toBuilder().maxIdleTimeoutNanos(other).build();
    }

    /// These settings with another answer to clients that move.
    public ConnectionConfig withPeerMigration(PeerMigration other) {
        return toBuilder().peerMigration(other).build();
    }

    /// These settings with other queues of datagrams.
    public ConnectionConfig withDatagrams(DatagramConfig other) {
        return toBuilder().datagrams(other).build();
    }

    /// These settings with another wish for acknowledgments.
    public ConnectionConfig withAckWish(Optional<AckRequests.Wish> other) {
        return toBuilder().ackWish(other).build();
    }

    /// These settings with other addresses where a server would rather be reached.
    public ConnectionConfig withPreferredAddresses(ServerAddresses other) {
        return toBuilder().preferredAddresses(other).build();
    }

    /// These settings with another interval of packets that keep the connection alive.
    public ConnectionConfig withKeepAliveNanos(long other) {
        return toBuilder().keepAliveNanos(other).build();
    }

    /// These settings with another padding.
    public ConnectionConfig withPadding(DatagramPadding other) {
        return toBuilder().padding(other).build();
    }

    /// These settings with other versions, best first.
    public ConnectionConfig withVersions(List<QuicVersion> other) {
        return toBuilder().versions(other).build();
    }

    /// These settings with another demand on the fixed bit.
    public ConnectionConfig withFixedBit(FixedBit other) {
        return toBuilder().fixedBit(other).build();
    }

    /// These settings with another lifetime of connection IDs.
    public ConnectionConfig withConnectionIdLifetimeNanos(long other) {
        return toBuilder().connectionIdLifetimeNanos(other).build();
    }

    /// These settings with another number of addresses for NAT traversal.
    public ConnectionConfig withNatTraversalAddresses(int other) {
        return toBuilder().natTraversalAddresses(other).build();
    }

    /// These settings with NAT traversal in other ways.
    public ConnectionConfig withNatTraversalVariants(Set<NatTraversalVariant> others) {
        return toBuilder().natTraversalVariants(others).build();
    }

    /// These settings with others who are told what a connection does.
    public ConnectionConfig withObservers(ConnectionObservers other) {
        return toBuilder().observers(other).build();
    }

    /// These settings with other reports of addresses.
    public ConnectionConfig withAddressReports(Optional<AddressReports> other) {
        return toBuilder().addressReports(other).build();
    }

    /// These settings with other rules for several paths.
    public ConnectionConfig withMultipath(MultipathConfig other) {
        return toBuilder().multipath(other).build();
    }

    private static void check(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is out of range");
        }
    }
}
