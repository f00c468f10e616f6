package dev.quoll.core.connection;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.ack.AckObligations;
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
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
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
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
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
            Datagrams datagrams) {
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
    }

    void dispatch(Frame frame, ReceivedPacket packet) throws TransportException {
        Path path = packet.path();
        switch (frame) {
            case StreamFrame stream -> onStream(stream);
            case AckFrame ack -> acks.onAck(path, packet.space(), ack, packet.nowNanos());
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
            case NewConnectionIdFrame issued -> routing.onNewConnectionId(path, issued);
            case RetireConnectionIdFrame(long sequence) -> routing.onRetire(path, sequence, packet);
            case PathChallengeFrame(long data) ->
                    packet.route().challengeReplies().onChallenge(data);
            case PathResponseFrame(long data) ->
                    migration.onResponse(path, data, packet.nowNanos());
            case NewTokenFrame given -> onNewToken(given);
            case HandshakeDoneFrame _ -> handshake.onHandshakeDone();
            case DatagramFrame datagram -> datagrams.onDatagram(datagram);
            case AckFrequencyFrame asked -> onAckFrequency(path, asked);
            case ImmediateAckFrame _ ->
                    packet.space().ackPolicy().onImmediateAck(packet.nowNanos());
            case ConnectionCloseFrame close -> closer.onPeerClose(causeOf(close), packet);
            case ApplicationCloseFrame close ->
                    closer.onPeerClose(
                            new CloseCause.ApplicationClosed(close.errorCode(), close.reason()),
                            packet);
            case MultipathFrame multipath -> onMultipath(multipath);
        }
    }

    /// Without the extension the types of its frames are unknown.
    private static void onMultipath(MultipathFrame frame) throws TransportException {
        throw new TransportException( // RFC 9000 §12.4
                TransportErrorCode.FRAME_ENCODING_ERROR, "multipath not negotiated: " + frame);
    }

    private void onAckFrequency(Path path, AckFrequencyFrame asked) throws TransportException {
        AckFrequency frequency = obligations.onFrame(asked);
        if (frequency != null) {
            path.space().ackPolicy().setFrequency(frequency);
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
