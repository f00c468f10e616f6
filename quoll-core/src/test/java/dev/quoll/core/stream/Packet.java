package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;

import java.util.ArrayList;
import java.util.List;

/// A packet without bytes on a wire: it keeps the frames offered, hands them to the other side and
/// tells the sender their fate.
final class Packet implements FrameSink {
    static final int SIZE = 1200;
    private static final int STREAM_HEADER = 12;

    /// A STREAM frame whose data stands in the packet's array.
    record Piece(long streamId, long offset, int at, int length, boolean fin) {}

    final List<Piece> pieces = new ArrayList<>();
    final List<Frame> control = new ArrayList<>();
    private final byte[] bytes = new byte[SIZE];
    private final SentFrames sent = new SentFrames();
    private int used;

    /// Fills a packet with what `from` wants to send.
    static Packet of(Streams from) {
        Packet packet = new Packet();
        from.writeTo(packet);
        return packet;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && control.isEmpty();
    }

    @Override
    public int remaining() {
        return SIZE - used;
    }

    @Override
    public boolean offer(Frame frame) {
        if (frame.length() > remaining()) {
            return false;
        }
        used += frame.length();
        control.add(frame);
        remember(frame);
        return true;
    }

    @Override
    public long stream(long streamId, long offset, int length, boolean fin) {
        int room = remaining() - STREAM_HEADER;
        if (room < (length == 0 ? 0 : 1)) {
            return NO_ROOM;
        }
        int taken = Math.min(length, room);
        boolean last = fin && taken == length;
        int at = used + STREAM_HEADER;
        used = at + taken;
        pieces.add(new Piece(streamId, offset, at, taken, last));
        sent.add(SentFrame.Kind.STREAM, streamId, offset, taken, last);
        return Place.of(at, taken);
    }

    @Override
    public long crypto(long offset, int length) {
        throw new AssertionError("streams send no CRYPTO frames");
    }

    @Override
    public byte[] array() {
        return bytes;
    }

    void arriveAt(Streams to) throws TransportException {
        for (Frame frame : control) {
            arriveAt(to, frame);
        }
        for (Piece piece : pieces) {
            to.onStream(piece.streamId, piece.offset, bytes, piece.at, piece.length, piece.fin);
        }
    }

    void acknowledgedTo(Streams from) {
        SentFrame frame = new SentFrame();
        for (long index = 0; index < sent.next(); index++) {
            sent.read(index, frame);
            from.onAcked(frame);
        }
    }

    void lostFor(Streams from) {
        SentFrame frame = new SentFrame();
        for (long index = 0; index < sent.next(); index++) {
            sent.read(index, frame);
            from.onLost(frame);
        }
    }

    private static void arriveAt(Streams to, Frame frame) throws TransportException {
        switch (frame) {
            case MaxDataFrame(long limit) -> to.onMaxData(limit);
            case MaxStreamDataFrame(long id, long limit) -> to.onMaxStreamData(id, limit);
            case MaxStreamsFrame(var direction, long count) -> to.onMaxStreams(direction, count);
            case DataBlockedFrame(long limit) -> to.onDataBlocked(limit);
            case StreamDataBlockedFrame(long id, long limit) -> to.onStreamDataBlocked(id, limit);
            case StreamsBlockedFrame(var direction, long n) -> to.onStreamsBlocked(direction, n);
            case ResetStreamFrame(long id, long code, long size) ->
                    to.onResetStream(id, code, size);
            case ResetStreamAtFrame reset -> to.onResetStreamAt(reset);
            case StopSendingFrame(long id, long code) -> to.onStopSending(id, code);
            default -> throw new AssertionError("not a frame of streams: " + frame);
        }
    }

    private void remember(Frame frame) {
        switch (frame) {
            case MaxDataFrame(long limit) -> sent.add(SentFrame.Kind.MAX_DATA, 0, limit);
            case MaxStreamDataFrame(long id, long limit) ->
                    sent.add(SentFrame.Kind.MAX_STREAM_DATA, id, limit);
            case MaxStreamsFrame(var direction, long count) ->
                    sent.add(SentFrame.Kind.MAX_STREAMS, direction.ordinal(), count);
            case DataBlockedFrame(long limit) -> sent.add(SentFrame.Kind.DATA_BLOCKED, 0, limit);
            case StreamDataBlockedFrame(long id, long limit) ->
                    sent.add(SentFrame.Kind.STREAM_DATA_BLOCKED, id, limit);
            case StreamsBlockedFrame(var direction, long count) ->
                    sent.add(SentFrame.Kind.STREAMS_BLOCKED, direction.ordinal(), count);
            case ResetStreamFrame(long id, _, _) -> sent.add(SentFrame.Kind.RESET_STREAM, id, 0);
            case ResetStreamAtFrame reset ->
                    sent.add(SentFrame.Kind.RESET_STREAM_AT, reset.streamId(), 0);
            case StopSendingFrame(long id, _) -> sent.add(SentFrame.Kind.STOP_SENDING, id, 0);
            default -> throw new AssertionError("not a frame of streams: " + frame);
        }
    }
}
