package dev.quoll.core.connection;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.ack.AckObligations;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.AckFrequencyFrame;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.DatagramFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.MultipathFrame;
import dev.quoll.core.frame.NatTraversalFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.stream.Streams;

import java.nio.charset.StandardCharsets;

/// Gives each frame to its room. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.4 RFC 9000, section 12.4
final class FrameDispatcher {
    private final Side side;
    private final Versions versions;
    private final AckProcessor acks;
    private final Lifetime lifetime;
    private final Handshake handshake;
    private final Streams streams;
    private final Closer closer;
    private final Routing routing;
    private final Migration migration;
    private final Datagrams datagrams;
    private final Paths paths;
    private final PathOpener opener;
    private final PathFrames pathFrames;
    private final AddressDiscovery addressDiscovery;
    private final Punching punching;
    private final RouteProbes routeProbes;
    private final AckObligations obligations = new AckObligations();

    FrameDispatcher(
            Side side,
            Versions versions,
            AckProcessor acks,
            Lifetime lifetime,
            Handshake handshake,
            Streams streams,
            Closer closer,
            Routing routing,
            Migration migration,
            Datagrams datagrams,
            Paths paths,
            PathOpener opener,
            PathFrames pathFrames,
            AddressDiscovery addressDiscovery,
            Punching punching,
            RouteProbes routeProbes) {
        this.side = side;
        this.versions = versions;
        this.acks = acks;
        this.lifetime = lifetime;
        this.handshake = handshake;
        this.streams = streams;
        this.closer = closer;
        this.routing = routing;
        this.migration = migration;
        this.datagrams = datagrams;
        this.paths = paths;
        this.opener = opener;
        this.pathFrames = pathFrames;
        this.addressDiscovery = addressDiscovery;
        this.punching = punching;
        this.routeProbes = routeProbes;
    }

    void dispatch(Frame frame, ReceivedPacket packet) throws TransportException {
        switch (frame) {
            case StreamFrame stream -> onStream(stream);
            case AckFrame ack -> onAck(ack, packet);
            case PaddingFrame _, PingFrame _ -> {}
            case CryptoFrame crypto -> {
                versions.onServerSpoke();
                handshake.onCrypto(packet.level(), crypto);
            }
            case MaxDataFrame(long limit) -> streams.onMaxData(limit);
            case MaxStreamDataFrame(long id, long limit) -> streams.onMaxStreamData(id, limit);
            case MaxStreamsFrame(var direction, long limit) ->
                    streams.onMaxStreams(direction, limit);
            case DataBlockedFrame(long limit) -> streams.onDataBlocked(limit);
            case StreamDataBlockedFrame(long id, long limit) ->
                    streams.onStreamDataBlocked(id, limit);
            case StreamsBlockedFrame(var direction, long limit) ->
                    streams.onStreamsBlocked(direction, limit);
            case ResetStreamFrame(long id, long code, long finalSize) ->
                    streams.onResetStream(id, code, finalSize);
            case ResetStreamAtFrame reset -> streams.onResetStreamAt(reset);
            case StopSendingFrame(long id, long code) -> streams.onStopSending(id, code);
            case NewConnectionIdFrame issued -> onNewConnectionId(issued);
            case RetireConnectionIdFrame(long sequence) -> onRetire(sequence, packet);
            case PathChallengeFrame(long data) -> onChallenge(data, packet);
            case PathResponseFrame(long data) -> onResponse(data, packet);
            case NewTokenFrame given -> onNewToken(given);
            case HandshakeDoneFrame _ -> handshake.onHandshakeDone();
            case DatagramFrame datagram -> datagrams.onDatagram(datagram);
            case AckFrequencyFrame asked -> onAckFrequency(asked);
            case ImmediateAckFrame _ ->
                    packet.space().ackPolicy().onImmediateAck(packet.nowNanos());
            case ConnectionCloseFrame close -> closer.onPeerClose(causeOf(close), packet);
            case ApplicationCloseFrame close ->
                    closer.onPeerClose(
                            new CloseCause.ApplicationClosed(close.errorCode(), close.reason()),
                            packet);
            case ObservedAddressFrame report -> addressDiscovery.onFrame(report, packet.path());
            case NatTraversalFrame traversal -> punching.onFrame(traversal, packet.nowNanos());
            case MultipathFrame multipath -> pathFrames.dispatch(multipath, packet);
        }
    }

    /// What a 1-RTT packet acknowledges are packets of path 0, whatever its own path
    /// (draft-ietf-quic-multipath §2.3); nothing if that path is forgotten.
    private void onAck(AckFrame ack, ReceivedPacket packet) throws TransportException {
        if (packet.level() != EncryptionLevel.ONE_RTT) {
            acks.onAck(packet.path(), packet.space(), ack, packet.path(), packet.nowNanos());
            return;
        }
        Path zero = paths.find(0);
        if (zero != null) {
            acks.onAck(zero, zero.space(), ack, packet.path(), packet.nowNanos());
        }
    }

    /// The peer's wish concerns all paths, those to come included: they begin as path 0 is.
    private void onAckFrequency(AckFrequencyFrame asked) throws TransportException {
        AckFrequency frequency = obligations.onFrame(asked);
        if (frequency != null) {
            paths.zero().space().ackPolicy().setFrequency(frequency);
            paths.known().forEach(each -> each.space().ackPolicy().setFrequency(frequency));
        }
    }

    private void onNewConnectionId(NewConnectionIdFrame issued) throws TransportException {
        PeerIds peerIds = paths.peerIds(0);
        if (peerIds != null) {
            routing.onNewConnectionId(peerIds, issued);
        }
    }

    private void onRetire(long sequence, ReceivedPacket packet) throws TransportException {
        PeerIds peerIds = paths.peerIds(0);
        if (peerIds != null) {
            routing.onRetire(
                    paths.zero().issuedIds(),
                    sequence,
                    packet.path() == paths.zero() ? packet.destinationSequenceNumber() : -1);
        }
    }

    /// One that comes over no route of a path is a probe of NAT traversal.
    private void onChallenge(long data, ReceivedPacket packet) {
        Route route = packet.route();
        if (route.isAside()) {
            punching.aside()
                    .onChallenge(
                            route.fourTuple(),
                            packet.path().id().value(),
                            data,
                            packet.datagramLength());
        } else {
            route.challengeReplies().onChallenge(data);
            routeProbes.onChallenge(route, packet.nowNanos());
        }
    }

    private void onResponse(long data, ReceivedPacket packet) throws TransportException {
        if (punching.onResponse(packet.route().fourTuple(), data, packet.nowNanos())) {
            return;
        }
        Path path = packet.path();
        if (migration.onResponse(path, data, packet.nowNanos())) {
            opener.onProved(path);
        }
    }

    private void onStream(StreamFrame frame) throws TransportException {
        streams.onStream(
                frame.streamId(),
                frame.offset(),
                frame.array(),
                frame.dataOffset(),
                frame.dataLength(),
                frame.fin());
    }

    private void onNewToken(NewTokenFrame given) throws TransportException {
        if (side == Side.SERVER) { // RFC 9000 §19.7
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "NEW_TOKEN from a client");
        }
        Token token = Token.of(given.token());
        if (token.length() <= Retries.MAX_TOKEN_LENGTH) {
            lifetime.onToken(token);
        }
    }

    private static CloseCause causeOf(ConnectionCloseFrame frame) {
        return new CloseCause.PeerTransportClose(
                frame.errorCode(),
                frame.frameType(),
                new String(frame.reason(), StandardCharsets.UTF_8));
    }
}
