package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;

import java.util.Objects;
import java.util.OptionalLong;

/// The streams of a connection: the room that owns STREAM, RESET_STREAM, STOP_SENDING, MAX_DATA,
/// MAX_STREAM_DATA, MAX_STREAMS and the *_BLOCKED frames. A stream has up to two halves, which live
/// and go on their own: a half is forgotten once the peer needs nothing of it any more and the
/// application was told how it ended. Calls about a half that is gone are harmless. *Confined*.
///
/// Whoever calls [#read], [#stop], [#write], [#finish] or [#reset] asks [#wantsToSend] afterwards.
/// After the connection is closed, what arrived stays readable.
///
/// It is longer than most files because it is the surface of its package; it only finds the part
/// that is meant and hands on.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2 RFC 9000, section 2
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3 RFC 9000, section 3
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4 RFC 9000, section 4
public final class Streams {
    private final Side side;
    private final StreamsConfig config;
    private EventQueue events;
    private SendStreams sends;
    private ReceiveStreams receives;
    private StreamRegistry registry;
    private boolean peerTakesReliableResets;

    /// The streams of a connection that begins; the peer allows nothing until [#onPeerParameters].
    public Streams(Side side, StreamsConfig config) {
        this.side = side;
        this.config = config;
        events = new EventQueue();
        sends = new SendStreams(config.sendWindow(), config.fairness(), events);
        receives = new ReceiveStreams(config, events);
        registry = new StreamRegistry(side, config, sends, receives, events);
    }

    /// The server threw away all early data: every stream is forgotten as if it had never been, IDs
    /// and limits begin again. Nothing can have come from the server yet.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
    public void onEarlyDataRejected() {
        events = new EventQueue();
        sends = new SendStreams(config.sendWindow(), config.fairness(), events);
        receives = new ReceiveStreams(config, events);
        registry = new StreamRegistry(side, config, sends, receives, events);
    }

    // ---- the application ----

    /// Opens a stream. The peer learns of it by the first frame only.
    ///
    /// @return its ID, or empty if the peer allows no more now; [StreamEvent.Kind#CREDIT] follows
    public OptionalLong open(Direction direction) {
        return registry.open(direction);
    }

    /// Whether the peer opened a stream that was not accepted.
    public boolean hasUnaccepted(Direction direction) {
        return registry.remote(direction.ordinal()).hasUnaccepted();
    }

    /// Accepts the peer's next stream, in the order of IDs.
    ///
    /// @return its ID, or empty if there is none; [StreamEvent.Kind#OPENED] follows
    public OptionalLong accept(Direction direction) {
        return registry.accept(direction);
    }

    /// Copies as many of `length` bytes of `from` as the stream takes now. If it takes fewer,
    /// [StreamEvent.Kind#WRITABLE] follows.
    ///
    /// @return [StreamResult]: the count, aborted if the peer stopped the stream, or GONE
    public long write(long id, byte[] from, int at, int length) {
        Objects.checkFromIndexSize(at, length, from.length);
        SendStream stream = sends.get(id);
        if (stream == null) {
            return StreamResult.GONE;
        }
        long result = sends.write(stream, from, at, length);
        registry.settle(stream);
        return result;
    }

    /// Ends what is written: all of it and the end will be delivered.
    public void finish(long id) {
        SendStream stream = sends.get(id);
        if (stream != null) {
            sends.finish(stream);
            registry.settle(stream);
        }
    }

    /// Gives up what is not delivered, with an application error code from 0 to 2^62-1.
    public void reset(long id, long code) {
        SendStream stream = sends.get(id);
        if (stream != null) {
            sends.reset(stream, code);
            registry.settle(stream);
        }
    }

    /// Changes the priority of what is written to a stream: those of higher priority send first. It
    /// is 0 at the beginning.
    public void setPriority(long id, int priority) {
        SendStream stream = sends.get(id);
        if (stream != null) {
            sends.scheduler().setPriority(stream, priority);
        }
    }

    /// The priority of a stream; 0 if it is gone.
    public int priority(long id) {
        SendStream stream = sends.get(id);
        return stream == null ? 0 : stream.priority;
    }

    /// Whether the peer takes [#resetAfterDelivery].
    public boolean canResetAfterDelivery() {
        return peerTakesReliableResets;
    }

    /// Ends what is written with an application error code from 0 to 2^62-1, but delivers all of it
    /// before. Only if [#canResetAfterDelivery].
    public void resetAfterDelivery(long id, long code) {
        assert peerTakesReliableResets;
        SendStream stream = sends.get(id);
        if (stream != null) {
            sends.resetAfterDelivery(stream, code);
            registry.settle(stream);
        }
    }

    /// Copies up to `length` bytes that are next in order to `into`; after [#readUnordered] any
    /// that arrived and follow each other, see [#lastOffset].
    ///
    /// @return [StreamResult]: the count, ENDED, aborted if the peer reset the stream, or GONE; the
    ///   last three are told once
    public long read(long id, byte[] into, int at, int length) {
        Objects.checkFromIndexSize(at, length, into.length);
        ReceiveStream stream = receives.get(id);
        if (stream == null) {
            return StreamResult.GONE;
        }
        long result = receives.read(stream, into, at, length);
        registry.settle(stream);
        return result;
    }

    /// From now on the bytes of a stream are read as they arrive, each of them once, the lowest of
    /// those there first. There is no way back to reading in order.
    public void readUnordered(long id) {
        ReceiveStream stream = receives.get(id);
        if (stream != null) {
            receives.readUnordered(stream);
        }
    }

    /// Where in the stream the bytes of the last [#read] that gave some began; 0 if the receiving
    /// half is gone.
    public long lastOffset(long id) {
        ReceiveStream stream = receives.get(id);
        return stream == null ? 0 : stream.lastOffset();
    }

    /// Drops what was not read and asks the peer to send no more, with an application error code
    /// from 0 to 2^62-1.
    public void stop(long id, long code) {
        ReceiveStream stream = receives.get(id);
        if (stream != null) {
            receives.stop(stream, code);
            registry.settle(stream);
        }
    }

    /// Whether [#read] would tell something other than BLOCKED or GONE.
    public boolean isReadable(long id) {
        ReceiveStream stream = receives.get(id);
        return stream != null && stream.isReadable();
    }

    /// Whether the application may still write: it neither finished nor reset the stream, and the
    /// peer did not stop it.
    public boolean isWritable(long id) {
        SendStream stream = sends.get(id);
        return stream != null && stream.isWritable();
    }

    /// The code with which the peer stopped the stream. The application is then taken to know it.
    public OptionalLong stoppedCode(long id) {
        SendStream stream = sends.get(id);
        if (stream == null || !stream.isStopped()) {
            return OptionalLong.empty();
        }
        OptionalLong code = OptionalLong.of(stream.stopCode());
        stream.onStopSeen();
        registry.settle(stream);
        return code;
    }

    /// Whether all that was sent is acknowledged: data and end, or the reset.
    public boolean isDelivered(long id) {
        SendStream stream = sends.get(id);
        return stream == null ? registry.hasOpenedToSend(id) : stream.isDelivered();
    }

    /// Bytes read so far; 0 when the receiving half is gone.
    public long bytesRead(long id) {
        ReceiveStream stream = receives.get(id);
        return stream == null ? 0 : stream.bytesRead();
    }

    /// How many bytes the peer sends in all, once known and while the receiving half is there.
    public OptionalLong finalSize(long id) {
        ReceiveStream stream = receives.get(id);
        return stream == null ? OptionalLong.empty() : stream.finalSize();
    }

    /// Takes the oldest event. A stream is listed once as readable or writable, however often it
    /// became so.
    ///
    /// @return false if there is none
    public boolean poll(StreamEvent into) {
        if (!events.poll(into)) {
            return false;
        }
        StreamPart part =
                switch (into.kind()) {
                    case READABLE -> receives.get(into.streamId());
                    case WRITABLE -> sends.get(into.streamId());
                    case RESET, STOPPED, DELIVERED, OPENED, CREDIT -> null;
                };
        if (part != null) {
            part.announced = false;
        }
        return true;
    }

    // ---- limits, changed at run time ----

    /// Changes how many bytes may be unread over all streams; a smaller window withholds credit.
    /// Windows of streams do not tune themselves any more then.
    public void setConnectionWindow(long window) {
        receives.connection().setWindow(window);
        receives.tuning().stop();
    }

    /// Changes how many bytes may be unread on each stream, of those open and of new ones.
    public void setStreamWindow(long window) {
        StreamsConfig.checkStreamWindow(window);
        receives.setStreamWindow(window);
    }

    /// Changes how many streams of the peer may be open at once.
    public void setMaxStreams(Direction direction, long count) {
        StreamsConfig.checkStreamCount(count);
        registry.remote(direction.ordinal()).setMostOpen(count);
    }

    /// Changes how many bytes may be unacknowledged over all streams.
    public void setSendWindow(long bytes) {
        sends.setBound(bytes);
    }

    /// Whether the peer said that it takes RESET_STREAM_AT frames.
    public void onPeerTakesReliableResets(boolean takes) {
        peerTakesReliableResets = takes;
    }

    /// The peer's limits, remembered or from its transport parameters. Limits only rise.
    public void onPeerParameters(PeerLimits limits) {
        onMaxData(limits.maxData());
        registry.onPeerParameters(limits);
    }

    // ---- frames that came ----

    /// A STREAM frame: `length` bytes of `from`, beginning at `at`, that stand at `offset`.
    ///
    /// @throws TransportException FLOW_CONTROL_ERROR, FINAL_SIZE_ERROR, STREAM_LIMIT_ERROR or
    ///   STREAM_STATE_ERROR
    public void onStream(long id, long offset, byte[] from, int at, int length, boolean fin)
            throws TransportException {
        ReceiveStream stream = registry.receiveStream(id);
        if (stream != null) {
            receives.onStream(stream, offset, from, at, length, fin);
            registry.settle(stream);
        }
    }

    /// A RESET_STREAM frame.
    ///
    /// @throws TransportException as [#onStream]
    public void onResetStream(long id, long code, long finalSize) throws TransportException {
        ReceiveStream stream = registry.receiveStream(id);
        if (stream != null) {
            receives.onReset(stream, code, finalSize);
            registry.settle(stream);
        }
    }

    /// A RESET_STREAM_AT frame.
    ///
    /// @throws TransportException as [#onStream]
    public void onResetStreamAt(ResetStreamAtFrame frame) throws TransportException {
        ReceiveStream stream = registry.receiveStream(frame.streamId());
        if (stream != null) {
            receives.onResetAt(stream, frame);
            registry.settle(stream);
        }
    }

    /// A STOP_SENDING frame.
    ///
    /// @throws TransportException STREAM_LIMIT_ERROR or STREAM_STATE_ERROR
    public void onStopSending(long id, long code) throws TransportException {
        SendStream stream = registry.sendStream(id);
        if (stream != null) {
            sends.onStopSending(stream, code);
        }
    }

    /// A MAX_DATA frame.
    public void onMaxData(long maximumData) {
        sends.onMaxData(maximumData);
    }

    /// A MAX_STREAM_DATA frame.
    ///
    /// @throws TransportException STREAM_LIMIT_ERROR or STREAM_STATE_ERROR
    public void onMaxStreamData(long id, long maximumStreamData) throws TransportException {
        SendStream stream = registry.sendStream(id);
        if (stream != null) {
            sends.onMaxStreamData(stream, maximumStreamData);
        }
    }

    /// A MAX_STREAMS frame.
    ///
    /// @throws TransportException FRAME_ENCODING_ERROR over 2^60
    public void onMaxStreams(Direction direction, long maximumStreams) throws TransportException {
        checkCount(maximumStreams);
        registry.onMaxStreams(direction, maximumStreams);
    }

    /// A DATA_BLOCKED frame. Credit is given by what the application reads, so it changes nothing.
    public void onDataBlocked(long maximumData) {}

    /// A STREAM_DATA_BLOCKED frame, which may be the first that names its stream.
    ///
    /// @throws TransportException STREAM_LIMIT_ERROR or STREAM_STATE_ERROR
    public void onStreamDataBlocked(long id, long maximumStreamData) throws TransportException {
        registry.receiveStream(id);
    }

    /// A STREAMS_BLOCKED frame. Credit is given by streams that close, so it changes nothing.
    ///
    /// @throws TransportException FRAME_ENCODING_ERROR over 2^60
    public void onStreamsBlocked(Direction direction, long maximumStreams)
            throws TransportException {
        checkCount(maximumStreams);
    }

    // ---- frames to send ----

    /// Whether [#writeTo] would write a frame.
    public boolean wantsToSend() {
        // That a stream is blocked may be known only when the scheduler was asked.
        return sends.scheduler().hasData()
                || sends.hasControl()
                || receives.hasControl()
                || registry.hasFrames();
    }

    /// Whether an application has more to send than the peer's limits or our send window take, as
    /// far as known: it is not the application then that makes the sender pause.
    public boolean hasWaitingWriter() {
        return sends.hasWaitingWriter();
    }

    /// The present time, and the round-trip time by which windows of streams are tuned.
    public void observe(long nowNanos, long rttNanos) {
        receives.tuning().observe(nowNanos, rttNanos);
    }

    /// Whether there is data, or an end, that the peer's limits let us send.
    public boolean canSendStreamData() {
        return sends.scheduler().hasData();
    }

    /// Has [#writeTo] offer no data until [#releaseNewData]: more is to come, with which it makes
    /// fuller datagrams. Limits and resets go all the same, and what was lost does.
    public void holdNewData() {
        sends.scheduler().holdNewData();
    }

    /// Ends [#holdNewData].
    public void releaseNewData() {
        sends.scheduler().releaseNewData();
    }

    /// How many bytes of the stream that sends next were sent before, and lost: what follows cannot
    /// be read before them.
    public long bytesToRepeat() {
        return sends.scheduler().bytesToRepeat();
    }

    /// Offers frames until the packet is full: limits and resets, then data, then what blocks it.
    public void writeTo(FrameSink sink) {
        if (registry.writeTo(sink) && receives.writeControl(sink) && sends.writeControl(sink)) {
            sends.scheduler().writeTo(sink);
            sends.writeControl(sink); // the *_BLOCKED frames that this packet brought about
        }
    }

    /// A frame of this room was acknowledged.
    public void onAcked(SentFrame frame) {
        switch (frame.kind()) {
            case STREAM, STREAM_DATA_BLOCKED, RESET_STREAM, RESET_STREAM_AT -> onSendAcked(frame);
            case MAX_STREAM_DATA, STOP_SENDING -> {
                ReceiveStream stream = receives.get(frame.id());
                if (stream != null) {
                    receives.onAcked(stream, frame);
                }
            }
            case MAX_DATA, MAX_STREAMS, DATA_BLOCKED, STREAMS_BLOCKED ->
                    shared(frame).onAcked(frame.offset());
            default -> throw notOurs(frame);
        }
    }

    private void onSendAcked(SentFrame frame) {
        SendStream stream = sends.get(frame.id());
        if (stream != null) {
            sends.onAcked(stream, frame);
            registry.settle(stream);
        }
    }

    /// A frame of this room was lost.
    public void onLost(SentFrame frame) {
        switch (frame.kind()) {
            case STREAM, STREAM_DATA_BLOCKED, RESET_STREAM, RESET_STREAM_AT -> {
                SendStream stream = sends.get(frame.id());
                if (stream != null) {
                    sends.onLost(stream, frame);
                }
            }
            case MAX_STREAM_DATA, STOP_SENDING -> {
                ReceiveStream stream = receives.get(frame.id());
                if (stream != null) {
                    receives.onLost(stream, frame);
                }
            }
            case MAX_DATA, MAX_STREAMS, DATA_BLOCKED, STREAMS_BLOCKED ->
                    shared(frame).onLost(frame.offset());
            default -> throw notOurs(frame);
        }
    }

    // ---- counts ----

    /// Bytes of stream data sent for the first time.
    public long bytesSent() {
        return sends.scheduler().bytesSent();
    }

    /// Bytes written that were never sent, and may be yet.
    public long bytesUnsent() {
        return sends.scheduler().bytesUnsent();
    }

    /// Bytes of stream data sent again because they were lost.
    public long bytesRetransmitted() {
        return sends.scheduler().bytesRepeated();
    }

    /// Bytes of stream data that came, repeated ones included.
    public long bytesReceived() {
        return receives.bytesReceived();
    }

    /// Bytes written and not acknowledged, at most the send window.
    public long bytesUnacknowledged() {
        return sends.window().unacknowledged();
    }

    /// How many streams of a direction one side has opened.
    public long opened(Side initiator, Direction direction) {
        return registry.opened(initiator, direction);
    }

    /// How many halves of streams are kept, for tests.
    int halves() {
        return sends.table().size() + receives.table().size();
    }

    /// For how many halves of streams there is room without growing, for tests.
    int places() {
        return sends.table().capacity() + receives.table().capacity();
    }

    private static void checkCount(long streams) throws TransportException {
        if (streams > StreamId.MAX_COUNT) { // RFC 9000 §4.6
            throw new TransportException(
                    TransportErrorCode.FRAME_ENCODING_ERROR, streams + " streams are over 2^60");
        }
    }

    /// The value of a frame that belongs to no single stream.
    private ReliableValue shared(SentFrame frame) {
        return switch (frame.kind()) {
            case MAX_DATA -> receives.connection().announcement();
            case DATA_BLOCKED -> sends.blocked();
            case MAX_STREAMS -> registry.remote((int) frame.id()).announcement();
            case STREAMS_BLOCKED -> registry.local((int) frame.id()).blocked();
            default -> throw notOurs(frame);
        };
    }

    private static IllegalArgumentException notOurs(SentFrame frame) {
        return new IllegalArgumentException("not a frame of streams: " + frame);
    }
}
