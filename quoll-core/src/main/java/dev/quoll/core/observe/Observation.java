package dev.quoll.core.observe;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.DropReason;

import java.util.List;

/// Something that a connection did, or that happened to it. The first is [Started], the last
/// [Ended], unless the owner gives the connection up before it is over. Immutable. Packets and
/// parameters are given as bytes, for a listener to decode when it has time; they hold secrets
/// (reset tokens, what streams carry), the keys are not among them.
public sealed interface Observation {
    /// The connection begins.
    ///
    /// @param originalDestination the connection ID that the client's first packet goes to
    /// @param source the connection ID that we give to the peer first
    /// @param version the one it begins in, as on the wire
    /// @param versions those we speak, best first
    record Started(
            Side side,
            ConnectionId originalDestination,
            ConnectionId source,
            FourTuple route,
            int version,
            List<Integer> versions)
            implements Observation {
        public Started {
            versions = List.copyOf(versions);
        }
    }

    /// It goes on in another version.
    record VersionChanged(int version) implements Observation {}

    /// Our transport parameters, encoded; once more where the version changes.
    record LocalParameters(byte[] encoded) implements Observation {}

    /// The peer's transport parameters, encoded and accepted.
    record PeerParameters(byte[] encoded) implements Observation {}

    /// TLS is finished on this side.
    record HandshakeCompleted(
            String alpn,
            String cipherSuite,
            String keyExchangeGroup,
            boolean resumed,
            boolean earlyDataAccepted)
            implements Observation {}

    /// The connection moves on.
    record StateChanged(ConnectionState before, ConnectionState now) implements Observation {}

    /// A packet is built, to be sealed and sent.
    record PacketSent(ObservedPacket packet) implements Observation {}

    /// A packet was opened; its frames are looked at next.
    record PacketReceived(ObservedPacket packet) implements Observation {}

    /// A datagram, or a packet in one, is not used.
    ///
    /// @param length bytes of the datagram
    record PacketDropped(DropReason reason, int length) implements Observation {}

    /// A packet is declared lost.
    ///
    /// @param isMtuProbe whether it only tried whether its size arrives
    record PacketLost(
            PacketKind kind,
            PathId path,
            long packetNumber,
            int length,
            LossTrigger trigger,
            boolean isMtuProbe)
            implements Observation {}

    /// What is known of a path is not what it was.
    record MetricsUpdated(PathId path, PathMetrics metrics) implements Observation {}

    /// The congestion controller of a path goes over to another state.
    ///
    /// @param before empty at first
    /// @param now a word such as `slow_start`, that of the controller
    record CongestionStateChanged(PathId path, String before, String now) implements Observation {}

    /// Keys are there to be used.
    ///
    /// @param sender who protects packets with them
    /// @param phase how many updates came before; 0 below 1-RTT
    record KeyUpdated(PacketKind kind, Side sender, long phase) implements Observation {}

    /// Keys are forgotten.
    ///
    /// @param sender who protected packets with them
    record KeyDiscarded(PacketKind kind, Side sender, long phase) implements Observation {}

    /// A path leads over a route, at first or from now on.
    record RouteAssigned(PathId path, FourTuple route) implements Observation {}

    /// Datagrams of another size are sent over a path, in bytes of UDP payload.
    record MtuChanged(PathId path, int before, int now) implements Observation {}

    /// Something happened to a path.
    record PathChanged(PathEvent event) implements Observation {}

    /// The server says where it may be reached, or may not be any more. A client's.
    record CandidateChanged(NatTraversalEvent event) implements Observation {}

    /// A round of NAT traversal begins, ours or one that the peer asks for.
    ///
    /// @param number of the round, from 1
    record RoundBegun(long number) implements Observation {}

    /// The connection ends.
    record Closed(CloseCause cause) implements Observation {}

    /// Nothing more will be told.
    record Ended() implements Observation {}
}
