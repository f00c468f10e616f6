package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.flow.SendLimit;
import dev.quoll.core.frame.DataBlockedFrame;

import org.jspecify.annotations.Nullable;

import java.util.function.ToLongFunction;

/// All sending parts of a connection's streams, with what they share: the connection's limit, the
/// memory for data, and the turns to send. *Confined*.
final class SendStreams {
    private final StreamTable<SendStream> table = new StreamTable<>();
    private final SendLimit connection = new SendLimit(0);
    private final ControlQueue control = new ControlQueue();
    private final SendScheduler scheduler;
    private final SendWindow window;
    private final EventQueue events;

    private @Nullable SendStream refused;

    SendStreams(long sendWindow, StreamFairness fairness, EventQueue events) {
        scheduler = new SendScheduler(connection, control, fairness);
        window = new SendWindow(sendWindow);
        this.events = events;
    }

    @Nullable SendStream get(long id) {
        return table.get(id);
    }

    SendWindow window() {
        return window;
    }

    SendScheduler scheduler() {
        return scheduler;
    }

    /// How many there are and how much place they take, for tests.
    StreamTable<SendStream> table() {
        return table;
    }

    void add(long id, long initialLimit) {
        table.put(new SendStream(id, initialLimit));
    }

    void remove(SendStream stream) {
        table.remove(stream.id());
    }

    void setBound(long sendWindow) {
        window.setBound(sendWindow);
        window.wake(events);
    }

    long write(SendStream stream, byte[] from, int at, int length) {
        if (stream.isStopped()) {
            stream.onStopSeen();
            return StreamResult.aborted(stream.stopCode());
        }
        if (!stream.isWritable()) {
            return StreamResult.GONE;
        }
        int count = (int) Math.min(length, Math.min(stream.credit(), window.room()));
        if (count > 0) {
            stream.write(from, at, count);
            window.take(count);
            scheduler.onWritten(count);
        }
        if (count < length) {
            await(stream);
        }
        scheduler.schedule(stream);
        return count;
    }

    /// Whether the writer that was refused last still waits.
    boolean hasWaitingWriter() {
        return refused != null && refused.hasWaitingWriter();
    }

    private void await(SendStream stream) {
        refused = stream;
        if (stream.credit() == 0) {
            stream.awaitCredit();
        } else {
            window.await(stream);
        }
    }

    void finish(SendStream stream) {
        stream.onStopSeen();
        if (stream.isWritable()) {
            stream.finish();
            scheduler.schedule(stream);
        }
    }

    void reset(SendStream stream, long code) {
        stream.onStopSeen();
        long before = stream.unacknowledged();
        long unsent = stream.unsent();
        stream.reset(code);
        onDropped(stream, before, unsent);
    }

    void resetAfterDelivery(SendStream stream, long code) {
        stream.onStopSeen();
        if (stream.isWritable()) {
            stream.resetAfterDelivery(code);
            scheduler.schedule(stream);
            control.add(stream);
        }
    }

    void onStopSending(SendStream stream, long code) {
        long before = stream.unacknowledged();
        long unsent = stream.unsent();
        if (stream.onStop(code)) {
            events.stopped(stream.id(), code);
            onDropped(stream, before, unsent);
        }
    }

    private void onDropped(SendStream stream, long before, long unsent) {
        control.add(stream);
        scheduler.onNeverSent(unsent - stream.unsent());
        scheduler.forget(stream);
        window.giveBack(before - stream.unacknowledged());
        window.wake(events);
    }

    void onMaxData(long limit) {
        if (connection.onLimit(limit)) {
            scheduler.onConnectionCredit();
        }
    }

    void onMaxStreamData(SendStream stream, long limit) {
        if (stream.onLimit(limit)) {
            events.writable(stream);
        }
    }

    /// Gives each stream the limit the peer's transport parameters have for it.
    void onInitialLimits(ToLongFunction<SendStream> limitOf) {
        table.forEach(stream -> onMaxStreamData(stream, limitOf.applyAsLong(stream)));
    }

    boolean hasControl() {
        return connection.blocked().isWanted() || control.hasFrames();
    }

    /// Offers RESET_STREAM and the *_BLOCKED frames.
    ///
    /// @return false if one did not fit
    boolean writeControl(FrameSink sink) {
        ReliableValue blocked = connection.blocked();
        if (blocked.isWanted()) {
            if (!sink.offer(new DataBlockedFrame(blocked.value()))) {
                return false;
            }
            blocked.onSent();
        }
        return control.writeTo(sink);
    }

    /// The fate of DATA_BLOCKED.
    ReliableValue blocked() {
        return connection.blocked();
    }

    void onAcked(SendStream stream, SentFrame frame) {
        boolean wasDelivered = stream.isDelivered();
        switch (frame.kind()) {
            case STREAM -> onDataAcked(stream, frame);
            case RESET_STREAM -> stream.onResetAcked();
            case RESET_STREAM_AT -> stream.onResetAtAcked();
            case STREAM_DATA_BLOCKED -> stream.onBlockedAcked(frame.offset());
            default -> throw new IllegalArgumentException(frame.toString());
        }
        if (stream.isDelivered() && !wasDelivered) {
            events.delivered(stream.id());
        }
    }

    private void onDataAcked(SendStream stream, SentFrame frame) {
        long before = stream.unacknowledged();
        stream.onDataAcked(frame.offset(), frame.length(), frame.fin());
        window.giveBack(before - stream.unacknowledged());
        window.wake(events);
    }

    void onLost(SendStream stream, SentFrame frame) {
        switch (frame.kind()) {
            case STREAM -> {
                stream.onDataLost(frame.offset(), frame.length(), frame.fin());
                scheduler.onLost();
            }
            case RESET_STREAM -> stream.onResetLost();
            case RESET_STREAM_AT -> stream.onResetAtLost();
            case STREAM_DATA_BLOCKED -> stream.onBlockedLost(frame.offset());
            default -> throw new IllegalArgumentException(frame.toString());
        }
        scheduler.schedule(stream);
        control.add(stream);
    }
}
