package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.flow.ReceiveLimit;
import dev.quoll.core.flow.WindowTuning;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;

import org.jspecify.annotations.Nullable;

/// All receiving parts of a connection's streams, and the limit of the connection that they share.
/// *Confined*.
final class ReceiveStreams {
    private final StreamTable<ReceiveStream> table = new StreamTable<>();
    private final ControlQueue control = new ControlQueue();
    private final ReceiveLimit connection;
    private final EventQueue events;
    private final WindowTuning tuning;
    private final long initialWindow; // the one in our transport parameters
    private long streamWindow;
    private long bytesReceived;

    ReceiveStreams(StreamsConfig config, EventQueue events) {
        connection = new ReceiveLimit(config.connectionWindow());
        initialWindow = config.streamWindow();
        streamWindow = initialWindow;
        tuning = new WindowTuning(config.mostStreamWindow());
        this.events = events;
    }

    @Nullable ReceiveStream get(long id) {
        return table.get(id);
    }

    /// The limit of the connection.
    ReceiveLimit connection() {
        return connection;
    }

    /// How many there are and how much place they take, for tests.
    StreamTable<ReceiveStream> table() {
        return table;
    }

    /// Bytes of data in STREAM frames, repeated ones included.
    long bytesReceived() {
        return bytesReceived;
    }

    /// What windows are tuned by.
    WindowTuning tuning() {
        return tuning;
    }

    void add(long id) {
        ReceiveStream stream = new ReceiveStream(id, initialWindow, streamWindow, tuning);
        table.put(stream);
        control.add(stream);
    }

    void remove(ReceiveStream stream) {
        table.remove(stream.id());
    }

    void setStreamWindow(long window) {
        streamWindow = window;
        table.forEach(
                stream -> {
                    stream.setWindow(window);
                    control.add(stream);
                });
    }

    void onStream(ReceiveStream stream, long offset, byte[] from, int at, int length, boolean fin)
            throws TransportException {
        bytesReceived += length;
        long growth = stream.check(offset + length, fin);
        connection.check(growth);
        connection.onReceived(growth);
        stream.onStream(offset, from, at, length, fin, growth);
        connection.onConsumed(stream.release());
        if (stream.isReadable()) {
            events.readable(stream);
        }
    }

    void onReset(ReceiveStream stream, long code, long finalSize) throws TransportException {
        long growth = stream.check(finalSize, true);
        connection.check(growth);
        connection.onReceived(growth);
        boolean changed = stream.onReset(code, finalSize, growth);
        connection.onConsumed(stream.release());
        if (changed && !stream.isStopped()) {
            events.reset(stream.id(), code);
        }
    }

    void onResetAt(ReceiveStream stream, ResetStreamAtFrame frame) throws TransportException {
        long growth = stream.check(frame.finalSize(), true);
        connection.check(growth);
        connection.onReceived(growth);
        stream.onResetAt(frame, growth);
        connection.onConsumed(stream.release());
        if (stream.isReadable()) {
            events.readable(stream);
        }
    }

    long read(ReceiveStream stream, byte[] into, int at, int length) {
        long result = stream.read(into, at, length);
        connection.onConsumed(stream.release());
        control.add(stream);
        return result;
    }

    void readUnordered(ReceiveStream stream) {
        stream.readUnordered();
        if (stream.isReadable()) {
            events.readable(stream);
        }
    }

    void stop(ReceiveStream stream, long code) {
        stream.stop(code);
        connection.onConsumed(stream.release());
        control.add(stream);
    }

    boolean hasControl() {
        return connection.announcement().isWanted() || control.hasFrames();
    }

    /// Offers MAX_DATA, MAX_STREAM_DATA and STOP_SENDING.
    ///
    /// @return false if one did not fit
    boolean writeControl(FrameSink sink) {
        ReliableValue credit = connection.announcement();
        if (credit.isWanted()) {
            if (!sink.offer(new MaxDataFrame(credit.value()))) {
                return false;
            }
            credit.onSent();
        }
        return control.writeTo(sink);
    }

    void onAcked(ReceiveStream stream, SentFrame frame) {
        switch (frame.kind()) {
            case MAX_STREAM_DATA -> stream.onCreditAcked(frame.offset());
            case STOP_SENDING -> stream.onStopAcked();
            default -> throw new IllegalArgumentException(frame.toString());
        }
    }

    void onLost(ReceiveStream stream, SentFrame frame) {
        switch (frame.kind()) {
            case MAX_STREAM_DATA -> stream.onCreditLost(frame.offset());
            case STOP_SENDING -> stream.onStopLost();
            default -> throw new IllegalArgumentException(frame.toString());
        }
        control.add(stream);
    }
}
