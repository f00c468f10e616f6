package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;

import org.jspecify.annotations.Nullable;

import java.util.OptionalLong;

/// Which streams there are: opens them, finds the half that a frame speaks of, and forgets halves
/// that are done. Owns MAX_STREAMS and STREAMS_BLOCKED. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.1 RFC 9000, section 2.1
final class StreamRegistry {
    private final Side side;
    private final SendStreams sends;
    private final ReceiveStreams receives;
    private final EventQueue events;
    private final LocalStreams[] local; // by direction
    private final RemoteStreams[] remote; // by direction
    private PeerLimits peer = PeerLimits.NONE;

    StreamRegistry(
            Side side,
            StreamsConfig config,
            SendStreams sends,
            ReceiveStreams receives,
            EventQueue events) {
        this.side = side;
        this.sends = sends;
        this.receives = receives;
        this.events = events;
        local =
                new LocalStreams[] {
                    new LocalStreams(Direction.BIDIRECTIONAL),
                    new LocalStreams(Direction.UNIDIRECTIONAL)
                };
        remote =
                new RemoteStreams[] {
                    new RemoteStreams(Direction.BIDIRECTIONAL, config.bidirectionalStreams()),
                    new RemoteStreams(Direction.UNIDIRECTIONAL, config.unidirectionalStreams())
                };
    }

    /// The streams we opened, by the ordinal of their direction.
    LocalStreams local(int direction) {
        return local[direction];
    }

    /// The streams the peer opened, by the ordinal of their direction.
    RemoteStreams remote(int direction) {
        return remote[direction];
    }

    OptionalLong open(Direction direction) {
        LocalStreams streams = local[direction.ordinal()];
        long id = StreamId.of(side, direction, streams.opened());
        if (!streams.open()) {
            return OptionalLong.empty();
        }
        make(id);
        return OptionalLong.of(id);
    }

    OptionalLong accept(Direction direction) {
        RemoteStreams streams = remote[direction.ordinal()];
        if (!streams.hasUnaccepted()) {
            return OptionalLong.empty();
        }
        long id = StreamId.of(side.peer(), direction, streams.accept());
        makeIfUntouched(id);
        return OptionalLong.of(id);
    }

    void onPeerParameters(PeerLimits limits) {
        peer = limits;
        onMaxStreams(Direction.BIDIRECTIONAL, limits.maxStreamsBidirectional());
        onMaxStreams(Direction.UNIDIRECTIONAL, limits.maxStreamsUnidirectional());
        sends.onInitialLimits(stream -> initialLimit(stream.id()));
    }

    void onMaxStreams(Direction direction, long count) {
        if (local[direction.ordinal()].onLimit(count)) {
            events.credit(direction);
        }
    }

    /// How many streams of a direction one side has opened.
    long opened(Side initiator, Direction direction) {
        return initiator == side
                ? local[direction.ordinal()].opened()
                : remote[direction.ordinal()].opened();
    }

    /// Whether the stream was opened and has, or had, a sending half here.
    boolean hasOpenedToSend(long id) {
        return isOpened(id) && canSend(id);
    }

    /// Whether MAX_STREAMS or STREAMS_BLOCKED is wanted.
    boolean hasFrames() {
        for (int direction = 0; direction < local.length; direction++) {
            if (remote[direction].announcement().isWanted()
                    || local[direction].blocked().isWanted()) {
                return true;
            }
        }
        return false;
    }

    /// Offers MAX_STREAMS and STREAMS_BLOCKED.
    ///
    /// @return false if one did not fit
    boolean writeTo(FrameSink sink) {
        for (int direction = 0; direction < local.length; direction++) {
            if (!remote[direction].writeTo(sink) || !local[direction].writeTo(sink)) {
                return false;
            }
        }
        return true;
    }

    /// The sending half a frame speaks of, opened by it if need be; null if it is gone.
    @Nullable SendStream sendStream(long id) throws TransportException {
        SendStream stream = sends.get(id);
        if (stream != null) {
            return stream;
        }
        if (!canSend(id)) { // RFC 9000 §19.5, §19.10
            throw wrongState("we only receive on stream " + id);
        }
        onNamed(id);
        return sends.get(id);
    }

    /// The receiving half a frame speaks of, opened by it if need be; null if it is gone.
    @Nullable ReceiveStream receiveStream(long id) throws TransportException {
        ReceiveStream stream = receives.get(id);
        if (stream != null) {
            return stream;
        }
        if (!canReceive(id)) { // RFC 9000 §19.4, §19.8, §19.13
            throw wrongState("we only send on stream " + id);
        }
        onNamed(id);
        return receives.get(id);
    }

    private void onNamed(long id) throws TransportException {
        Direction direction = StreamId.direction(id);
        if (StreamId.initiator(id) == side) {
            if (!isOpened(id)) { // RFC 9000 §19.4, §19.5, §19.8, §19.10
                throw wrongState("stream " + id + " was not opened");
            }
            return;
        }
        if (remote[direction.ordinal()].onNamed(StreamId.index(id))) {
            events.opened(direction);
        }
        makeIfUntouched(id);
    }

    private void makeIfUntouched(long id) {
        if (remote[StreamId.direction(id).ordinal()].claim(StreamId.index(id))) {
            make(id);
        }
    }

    private void make(long id) {
        if (canSend(id)) {
            sends.add(id, initialLimit(id));
        }
        if (canReceive(id)) {
            receives.add(id);
        }
    }

    /// Forgets the half if it is done.
    void settle(SendStream stream) {
        if (stream.isDone() && sends.get(stream.id()) == stream) {
            sends.remove(stream);
            onHalfGone(stream.id());
        }
    }

    /// Forgets the half if it is done.
    void settle(ReceiveStream stream) {
        if (stream.isDone() && receives.get(stream.id()) == stream) {
            receives.remove(stream);
            onHalfGone(stream.id());
        }
    }

    private void onHalfGone(long id) {
        boolean gone = sends.get(id) == null && receives.get(id) == null;
        if (gone && StreamId.initiator(id) != side) {
            remote[StreamId.direction(id).ordinal()].onClosed();
        }
    }

    private boolean isOpened(long id) {
        return StreamId.index(id) < opened(StreamId.initiator(id), StreamId.direction(id));
    }

    private boolean canSend(long id) {
        return StreamId.direction(id) == Direction.BIDIRECTIONAL || StreamId.initiator(id) == side;
    }

    private boolean canReceive(long id) {
        return StreamId.direction(id) == Direction.BIDIRECTIONAL || StreamId.initiator(id) != side;
    }

    private long initialLimit(long id) {
        if (StreamId.direction(id) == Direction.UNIDIRECTIONAL) {
            return peer.maxStreamDataUnidirectional();
        }
        return StreamId.initiator(id) == side
                ? peer.maxStreamDataBidirectionalRemote()
                : peer.maxStreamDataBidirectionalLocal();
    }

    private static TransportException wrongState(String reason) {
        return new TransportException(TransportErrorCode.STREAM_STATE_ERROR, reason);
    }
}
