package dev.quoll.core.connection;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.multipath.PathNotices;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;
import dev.quoll.core.space.CryptoStream;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.stream.Streams;

/// Tells each room what became of its frames, packet by packet. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.3 RFC 9000, section 13.3
final class FrameFates {
    private final Streams streams;
    private final CryptoStreams cryptoStreams;
    private final HandshakeDone handshakeDone;
    private final NewTokens newTokens;
    private final AckRequests ackRequests;
    private final AddressDiscovery addressDiscovery;
    private final Punching punching;
    private final Paths paths;
    private final PathNotices notices;
    private final SentFrame frame = new SentFrame();

    FrameFates(
            Streams streams,
            CryptoStreams cryptoStreams,
            HandshakeDone handshakeDone,
            NewTokens newTokens,
            AckRequests ackRequests,
            AddressDiscovery addressDiscovery,
            Punching punching,
            Paths paths,
            PathNotices notices) {
        this.streams = streams;
        this.cryptoStreams = cryptoStreams;
        this.handshakeDone = handshakeDone;
        this.newTokens = newTokens;
        this.ackRequests = ackRequests;
        this.addressDiscovery = addressDiscovery;
        this.punching = punching;
        this.paths = paths;
        this.notices = notices;
    }

    /// The packet was acknowledged.
    void onAcked(PacketSpace space, long packetNumber) {
        long first = space.sent().firstFrame(packetNumber);
        int count = space.sent().frameCount(packetNumber);
        for (long index = first; index < first + count; index++) {
            space.frames().read(index, frame);
            acked(space);
        }
    }

    /// What the packet carried is to be sent again.
    void onLost(PacketSpace space, long packetNumber) {
        long first = space.sent().firstFrame(packetNumber);
        int count = space.sent().frameCount(packetNumber);
        for (long index = first; index < first + count; index++) {
            space.frames().read(index, frame);
            lost(space);
        }
    }

    /// The only path is probed.
    void onProbe() {
        notices.onProbe();
    }

    /// Whether handshake bytes of `space` wait, for the first time or again.
    boolean hasCryptoToSend(PacketSpace space) {
        return cryptoOf(space).wantsToSend();
    }

    private void acked(PacketSpace space) {
        switch (frame.kind()) {
            case STREAM,
                    MAX_DATA,
                    MAX_STREAM_DATA,
                    MAX_STREAMS,
                    DATA_BLOCKED,
                    STREAM_DATA_BLOCKED,
                    STREAMS_BLOCKED,
                    RESET_STREAM,
                    RESET_STREAM_AT,
                    STOP_SENDING ->
                    streams.onAcked(frame);
            case CRYPTO -> cryptoOf(space).onAcked(frame);
            case ACK -> onAckAcked(space);
            case NEW_CONNECTION_ID,
                    RETIRE_CONNECTION_ID,
                    PATH_ABANDON,
                    PATH_STATUS,
                    MAX_PATH_ID,
                    PATHS_BLOCKED,
                    PATH_CIDS_BLOCKED ->
                    notices.onAcked(frame);
            case HANDSHAKE_DONE -> handshakeDone.onAcked();
            case ACK_FREQUENCY -> ackRequests.onAcked(frame);
            case NEW_TOKEN -> newTokens.onAcked(frame.offset());
            case ADD_ADDRESS, REMOVE_ADDRESS, REACH_OUT, PUNCH_ME_NOW -> punching.onAcked(frame);
            case OBSERVED_ADDRESS, UNREPEATED -> {}
        }
    }

    private void lost(PacketSpace space) {
        switch (frame.kind()) {
            case STREAM,
                    MAX_DATA,
                    MAX_STREAM_DATA,
                    MAX_STREAMS,
                    DATA_BLOCKED,
                    STREAM_DATA_BLOCKED,
                    STREAMS_BLOCKED,
                    RESET_STREAM,
                    RESET_STREAM_AT,
                    STOP_SENDING ->
                    streams.onLost(frame);
            case CRYPTO -> cryptoOf(space).onLost(frame);
            case NEW_CONNECTION_ID,
                    RETIRE_CONNECTION_ID,
                    PATH_ABANDON,
                    PATH_STATUS,
                    MAX_PATH_ID,
                    PATHS_BLOCKED,
                    PATH_CIDS_BLOCKED ->
                    notices.onLost(frame);
            case HANDSHAKE_DONE -> handshakeDone.onLost();
            case ACK_FREQUENCY -> ackRequests.onLost(frame);
            case NEW_TOKEN -> newTokens.onLost(frame.offset());
            case ADD_ADDRESS, REMOVE_ADDRESS, REACH_OUT, PUNCH_ME_NOW -> punching.onLost(frame);
            case OBSERVED_ADDRESS -> addressDiscovery.onLost(frame);
            case ACK, UNREPEATED -> {}
        }
    }

    /// An acknowledgment of another path's packets may have come over this one.
    private void onAckAcked(PacketSpace space) {
        if (space.level() != EncryptionLevel.ONE_RTT) {
            space.received().onAckOfAckAcked(frame.offset());
            return;
        }
        Path path = paths.find(frame.id());
        if (path != null) {
            path.space().received().onAckOfAckAcked(frame.offset());
        }
    }

    private CryptoStream cryptoOf(PacketSpace space) {
        return cryptoStreams.of(space.level());
    }
}
