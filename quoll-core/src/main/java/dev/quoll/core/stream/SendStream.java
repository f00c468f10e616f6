package dev.quoll.core.stream;

import dev.quoll.core.buffer.SendBuffer;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.flow.SendLimit;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;

/// The sending part of a stream: its data, its end, its reset. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.1 RFC 9000, section 3.1
final class SendStream extends StreamPart {
    /// Whether the peer asked to stop, and whether the application knows.
    private enum Stop {
        NONE,
        UNSEEN,
        SEEN
    }

    /// Higher ones send first; [SendScheduler] changes it.
    int priority;

    /// Whether it is among the ready streams of [SendScheduler]; that scheduler's alone.
    boolean ready;

    /// Whether [SendScheduler] holds it back for the connection's limit; that scheduler's alone.
    boolean heldBack;

    /// Whether it waits for room in [SendWindow]; that window's alone.
    boolean awaitsRoom;

    private final SendBuffer buffer = new SendBuffer();
    private final SendLimit limit;
    private final ReliableValue fin = new ReliableValue(); // the final size
    private final ReliableValue reset = new ReliableValue(); // the code
    private final ReliableValue resetAt = new ReliableValue(); // the code
    private SendState state = SendState.READY;
    private Stop stop = Stop.NONE;
    private boolean finished;
    private boolean awaitsCredit;

    SendStream(long id, long initialLimit) {
        super(id);
        limit = new SendLimit(initialLimit);
    }

    SendState state() {
        return state;
    }

    /// Whether the application may write.
    boolean isWritable() {
        return state.sendsData() && !finished;
    }

    /// Whether all is acknowledged: data with FIN, or the reset.
    boolean isDelivered() {
        return state == SendState.DATA_RECVD || state == SendState.RESET_RECVD;
    }

    @Override
    boolean isDone() {
        return isDelivered() && stop != Stop.UNSEEN;
    }

    /// Bytes that may be written now: as many as the peer lets the stream carry, so that a stream
    /// whose reader is slow fills no memory that other streams need.
    long credit() {
        return limit.limit() - buffer.end();
    }

    /// Bytes kept until they are acknowledged.
    long unacknowledged() {
        return buffer.unacknowledged();
    }

    /// Bytes written and never sent.
    long unsent() {
        return buffer.end() - buffer.sent();
    }

    void write(byte[] from, int at, int length) {
        buffer.write(from, at, length);
    }

    /// A writer has more than [#credit] allows.
    void awaitCredit() {
        awaitsCredit = true;
    }

    /// The peer gave a limit.
    ///
    /// @return whether a writer waited for it
    boolean onLimit(long newLimit) {
        boolean wakes = limit.onLimit(newLimit) && awaitsCredit;
        awaitsCredit &= !wakes;
        return wakes;
    }

    void finish() {
        finished = true;
        awaitsCredit = false;
        fin.request(buffer.end());
    }

    /// Ends with a code what is written; all of it is delivered before (draft §5).
    void resetAfterDelivery(long code) {
        finished = true;
        awaitsCredit = false;
        resetAt.request(code);
    }

    /// Gives up what is not acknowledged.
    void reset(long code) {
        if (state.sendsData()) {
            state = state.onReset();
            buffer.clear();
            fin.cancel();
            resetAt.cancel();
            limit.blocked().cancel();
            reset.request(code);
        }
    }

    /// The peer wants no more: it is answered by a reset with its code (RFC 9000 §3.5), also when
    /// all was sent, since what is lost of it need not be sent again.
    ///
    /// @return whether the application has something to learn
    boolean onStop(long code) {
        if (!state.sendsData()) {
            return false;
        }
        stop = Stop.UNSEEN;
        reset(resetAt.isRequested() ? resetAt.value() : code); // a code does not change: draft §5.2
        return true;
    }

    boolean isStopped() {
        return stop != Stop.NONE;
    }

    /// The code of the peer's STOP_SENDING, if [#isStopped].
    long stopCode() {
        return reset.value();
    }

    /// The application knows that the stream was stopped.
    void onStopSeen() {
        if (stop == Stop.UNSEEN) {
            stop = Stop.SEEN;
        }
    }

    /// Whether a STREAM frame can be sent, with `connectionCredit` for bytes not sent before.
    boolean canSend(long connectionCredit) {
        if (!state.sendsData()) {
            return false;
        }
        return buffer.hasLost()
                || (buffer.nextLength() > 0 ? connectionCredit > 0 : fin.isWanted());
    }

    /// Whether there is data that only the connection's limit holds back, if not [#canSend].
    boolean waitsForConnection() {
        return state.sendsData() && buffer.nextLength() > 0;
    }

    /// Whether a writer has more than window or peer allow.
    boolean hasWaitingWriter() {
        return isWritable() && (awaitsCredit || awaitsRoom);
    }

    /// Asks for STREAM_DATA_BLOCKED if a writer waits and all the peer allows was sent.
    void reportIfBlocked() {
        if (awaitsCredit && isWritable() && limit.available() == 0) {
            limit.onBlocked(); // RFC 9000 §4.1
        }
    }

    /// Whether the next STREAM frame repeats what was lost.
    boolean hasLost() {
        return buffer.hasLost();
    }

    /// How many bytes were sent before, and lost.
    long lostBytes() {
        return buffer.lostBytes();
    }

    /// Offers one STREAM frame, if [#canSend].
    ///
    /// @return bytes of data written, or [FrameSink#NO_ROOM]
    long writeData(FrameSink sink, SendLimit connection) {
        boolean repeats = buffer.hasLost();
        long offset = buffer.nextOffset();
        long most = repeats ? Integer.MAX_VALUE : connection.available();
        int wanted = (int) Math.min(Math.min(buffer.nextLength(), most), Integer.MAX_VALUE);
        boolean last =
                finished
                        && fin.isRequested()
                        && !fin.isDelivered()
                        && offset + wanted == buffer.end();
        long place = sink.stream(id(), offset, wanted, last);
        if (place == FrameSink.NO_ROOM) {
            return FrameSink.NO_ROOM;
        }
        int taken = FrameSink.Place.length(place);
        buffer.take(taken, sink.array(), FrameSink.Place.offset(place));
        if (!repeats) {
            limit.use(taken);
            connection.use(taken);
        }
        onWritten(last && taken == wanted);
        return taken;
    }

    private void onWritten(boolean withFin) {
        if (withFin) {
            fin.onSent();
            state = state.onFinSent();
        } else {
            state = state.onSent();
        }
    }

    @Override
    boolean hasControl() {
        return reset.isWanted() || limit.blocked().isWanted() || wantsResetAt();
    }

    @Override
    boolean writeControl(FrameSink sink) {
        if (reset.isWanted()) {
            // RFC 9000 §4.5: the final size is what was sent, which is what flow control counted
            if (!sink.offer(new ResetStreamFrame(id(), reset.value(), limit.used()))) {
                return false;
            }
            reset.onSent();
        }
        if (wantsResetAt()) {
            long size = buffer.end();
            if (!sink.offer(new ResetStreamAtFrame(id(), resetAt.value(), size, size))) {
                return false;
            }
            resetAt.onSent();
            state = state.onFinSent();
        }
        if (limit.blocked().isWanted()) {
            if (!sink.offer(new StreamDataBlockedFrame(id(), limit.blocked().value()))) {
                return false;
            }
            limit.blocked().onSent();
            state = state.onSent();
        }
        return true;
    }

    /// The final size is within the peer's limits once all was sent (draft §4).
    private boolean wantsResetAt() {
        return resetAt.isWanted() && limit.used() == buffer.end();
    }

    void onDataAcked(long offset, int length, boolean withFin) {
        if (state.sendsData()) {
            buffer.onAcked(offset, length);
            if (withFin) {
                fin.onAcked(fin.value());
            }
            settle();
        }
    }

    private void settle() {
        boolean isEndDelivered = fin.isDelivered() || resetAt.isDelivered();
        if (isEndDelivered && buffer.unacknowledged() == 0) {
            state = state.onAllAcked();
        }
    }

    void onResetAtAcked() {
        resetAt.onAcked(resetAt.value());
        if (state.sendsData()) {
            settle();
        }
    }

    void onResetAtLost() {
        resetAt.onLost(resetAt.value());
    }

    void onDataLost(long offset, int length, boolean withFin) {
        if (state.sendsData()) {
            buffer.onLost(offset, length);
            if (withFin) {
                fin.onLost(fin.value());
            }
        }
    }

    void onBlockedAcked(long reported) {
        limit.blocked().onAcked(reported);
    }

    void onBlockedLost(long reported) {
        limit.blocked().onLost(reported);
    }

    void onResetAcked() {
        reset.onAcked(reset.value());
        state = state.onResetAcked();
    }

    void onResetLost() {
        reset.onLost(reset.value());
    }
}
