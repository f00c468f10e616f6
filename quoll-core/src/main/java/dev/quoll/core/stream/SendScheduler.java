package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.flow.SendLimit;

import java.util.ArrayDeque;

/// Which stream sends next: those that can send stand in a ring, and each gets one frame a turn, so
/// that all of them move. A stream that only the connection's limit holds back stands aside until
/// there is credit; a step of the scheduler is a frame written, whatever the number of streams.
/// Priorities would be several rings. *Confined*.
final class SendScheduler {
    /// A smaller rest of a packet is left empty rather than filled with a splinter of data.
    private static final int SMALLEST_ROOM = 32;

    private final ArrayDeque<SendStream> ready = new ArrayDeque<>();
    private final ArrayDeque<SendStream> heldBack = new ArrayDeque<>();
    private final SendLimit connection;
    private final ControlQueue control;
    private long bytesSent;
    private long bytesRepeated;

    /// Streams share the limit `connection`; those that are blocked go to `control` to say so.
    SendScheduler(SendLimit connection, ControlQueue control) {
        this.connection = connection;
        this.control = control;
    }

    /// Finds the place of a stream of which something changed: it may be able to send now.
    void schedule(SendStream stream) {
        if (stream.ready) {
            return;
        }
        if (stream.canSend(connection.available())) {
            stream.ready = true;
            ready.addLast(stream);
        } else if (stream.waitsForConnection()) {
            holdBack(stream);
        } else {
            stream.reportIfBlocked();
            control.add(stream);
        }
    }

    /// The data of a stream was dropped: it no longer stands aside, however long that would last.
    void forget(SendStream stream) {
        if (stream.heldBack) {
            stream.heldBack = false;
            heldBack.remove(stream);
        }
    }

    /// The connection's limit was raised.
    void onConnectionCredit() {
        for (SendStream stream = heldBack.poll(); stream != null; stream = heldBack.poll()) {
            stream.heldBack = false;
            schedule(stream);
        }
    }

    /// Whether a stream can send data or its end.
    boolean hasData() {
        SendStream head = ready.peekFirst();
        while (head != null && !head.canSend(connection.available())) {
            takeHead();
            schedule(head);
            head = ready.peekFirst();
        }
        return head != null;
    }

    /// Offers STREAM frames until the packet is full or nothing is left that may be sent.
    void writeTo(FrameSink sink) {
        while (hasData() && sink.remaining() >= SMALLEST_ROOM) {
            SendStream stream = ready.getFirst();
            boolean repeats = stream.hasLost();
            long written = stream.writeData(sink, connection);
            if (written == FrameSink.NO_ROOM) {
                return;
            }
            if (repeats) {
                bytesRepeated += written;
            } else {
                bytesSent += written;
            }
            takeHead();
            schedule(stream);
        }
    }

    /// Bytes sent for the first time.
    long bytesSent() {
        return bytesSent;
    }

    /// Bytes sent again because they were lost.
    long bytesRepeated() {
        return bytesRepeated;
    }

    private void takeHead() {
        ready.removeFirst().ready = false;
    }

    private void holdBack(SendStream stream) {
        connection.onBlocked(); // RFC 9000 §4.1
        if (!stream.heldBack) {
            stream.heldBack = true;
            heldBack.addLast(stream);
        }
    }
}
