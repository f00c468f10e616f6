package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.flow.SendLimit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Which stream sends next: those that can send stand in rings, one for each priority, and within a
/// ring each gets one frame a turn unless it is to be one after another. A stream that only the
/// connection's limit holds back stands aside until there is credit; a step of the scheduler is a
/// frame written, whatever the number of streams. *Confined*.
final class SendScheduler {
    /// A smaller rest of a packet is left empty rather than filled with a splinter of data.
    private static final int SMALLEST_ROOM = 32;

    private record Ring(int priority, ArrayDeque<SendStream> streams) {
        Ring(int priority) {
            this(priority, new ArrayDeque<>(0));
        }
    }

    /// The highest priority first; the ring of priority 0 is always there.
    private final List<Ring> rings = new ArrayList<>(List.of(new Ring(0)));

    private final ArrayDeque<SendStream> heldBack = new ArrayDeque<>(0);
    private final SendLimit connection;
    private final ControlQueue control;
    private final StreamFairness fairness;
    private long bytesSent;
    private long bytesRepeated;
    private long bytesUnsent; // written, and never sent
    private boolean holdsNewData;
    private boolean repairsLoss; // until all that can be sent is

    /// Streams share the limit `connection`; those that are blocked go to `control` to say so.
    SendScheduler(SendLimit connection, ControlQueue control, StreamFairness fairness) {
        this.connection = connection;
        this.control = control;
        this.fairness = fairness;
    }

    /// So many bytes were written to a stream that may send them some time.
    void onWritten(long bytes) {
        bytesUnsent += bytes;
    }

    /// So many bytes will never be sent.
    void onNeverSent(long bytes) {
        bytesUnsent -= bytes;
    }

    /// Bytes that were written and never sent.
    long bytesUnsent() {
        return bytesUnsent;
    }

    /// Sends nothing until [#releaseNewData], unless something was lost.
    void holdNewData() {
        holdsNewData = true;
    }

    void releaseNewData() {
        holdsNewData = false;
    }

    /// Something was lost: it goes out whatever is held, and all else that can be sent after it.
    void onLost() {
        repairsLoss = true;
    }

    /// Finds the place of a stream of which something changed: it may be able to send now.
    void schedule(SendStream stream) {
        if (stream.ready) {
            return;
        }
        if (stream.canSend(connection.available())) {
            stream.ready = true;
            ringOf(stream.priority).addLast(stream);
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

    /// Moves a stream to another ring.
    void setPriority(SendStream stream, int priority) {
        if (stream.ready) {
            ringOf(stream.priority).remove(stream);
            ringOf(priority).addLast(stream);
        }
        stream.priority = priority;
    }

    /// Whether a stream can send data or its end.
    boolean hasData() {
        return next() != null;
    }

    /// The ring whose first stream may send now; `null` if there is none.
    private @Nullable ArrayDeque<SendStream> next() {
        if (holdsNewData && !repairsLoss) {
            return null;
        }
        ArrayDeque<SendStream> ring = firstReady();
        if (ring == null) {
            repairsLoss = false;
        }
        return ring;
    }

    /// How many bytes of the stream that sends next were sent before, and lost.
    long bytesToRepeat() {
        ArrayDeque<SendStream> ring = next();
        return ring == null ? 0 : ring.getFirst().lostBytes();
    }

    /// The ring whose first stream can send; `null` if there is none.
    private @Nullable ArrayDeque<SendStream> firstReady() {
        for (int i = 0; i < rings.size(); i++) {
            ArrayDeque<SendStream> streams = rings.get(i).streams();
            SendStream head = streams.peekFirst();
            while (head != null && !head.canSend(connection.available())) {
                takeHead(streams);
                schedule(head);
                head = streams.peekFirst();
            }
            if (head != null) {
                return streams;
            }
        }
        return null;
    }

    /// Offers STREAM frames until the packet is full or nothing is left that may be sent.
    void writeTo(FrameSink sink) {
        while (sink.remaining() >= SMALLEST_ROOM) {
            ArrayDeque<SendStream> ring = next();
            if (ring == null) {
                return;
            }
            SendStream stream = ring.getFirst();
            boolean repeats = stream.hasLost();
            long written = stream.writeData(sink, connection);
            if (written == FrameSink.NO_ROOM) {
                return;
            }
            if (repeats) {
                bytesRepeated += written;
            } else {
                bytesSent += written;
                bytesUnsent -= written;
            }
            endTurn(ring, stream);
        }
    }

    private void endTurn(ArrayDeque<SendStream> ring, SendStream stream) {
        boolean isNextAgain = fairness == StreamFairness.ONE_AFTER_ANOTHER || ring.size() == 1;
        if (!isNextAgain || !stream.canSend(connection.available())) {
            takeHead(ring);
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

    private static void takeHead(ArrayDeque<SendStream> ring) {
        ring.removeFirst().ready = false;
    }

    private ArrayDeque<SendStream> ringOf(int priority) {
        int at = 0;
        while (at < rings.size() && rings.get(at).priority() > priority) {
            at++;
        }
        if (at == rings.size() || rings.get(at).priority() != priority) {
            rings.removeIf(ring -> ring.priority() != 0 && ring.streams().isEmpty());
            return insert(new Ring(priority));
        }
        return rings.get(at).streams();
    }

    private ArrayDeque<SendStream> insert(Ring ring) {
        int at = 0;
        while (at < rings.size() && rings.get(at).priority() > ring.priority()) {
            at++;
        }
        rings.add(at, ring);
        return ring.streams();
    }

    private void holdBack(SendStream stream) {
        connection.onBlocked(); // RFC 9000 §4.1
        if (!stream.heldBack) {
            stream.heldBack = true;
            heldBack.addLast(stream);
        }
    }
}
