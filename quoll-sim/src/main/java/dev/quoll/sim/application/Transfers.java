package dev.quoll.sim.application;

import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.stream.StreamEvent;
import dev.quoll.core.stream.Streams;
import dev.quoll.sim.seed.Seed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/// The application at one end of a simulated connection: sends [Content] on streams as soon as the
/// peer allows them, accepts the peer's streams, and compares every byte that comes. *Confined*.
public final class Transfers {
    private static final int SCRATCH_LENGTH = 1 << 16;

    /// Whether streams of the peer are accepted and read.
    public enum Reading {
        /// As soon as there is something.
        AT_ONCE,
        /// As soon as there is something, without waiting for bytes that are missing.
        UNORDERED,
        /// Not at all, for the present.
        PAUSED
    }

    private final Streams streams;
    private final Side side;
    private final Seed contents;
    private final byte[] scratch = new byte[SCRATCH_LENGTH];
    private final StreamEvent event = new StreamEvent();
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final Map<Long, Outgoing> sending = new HashMap<>();
    private final Map<Long, Incoming> incoming = new LinkedHashMap<>();
    private final Set<Long> missed = new LinkedHashSet<>();
    private Reading reading = Reading.AT_ONCE;
    private long answerLength;
    private Consumer<Incoming> onRead = _ -> {};

    /// The application of one end.
    ///
    /// @param side which end
    /// @param contents what is sent; the same at both ends
    public Transfers(Streams streams, Side side, Seed contents) {
        this.streams = streams;
        this.side = side;
        this.contents = contents;
    }

    /// Sends `length` bytes on a stream of its own, opened when the peer allows it. The peer's half
    /// of a bidirectional stream is waited for too.
    public Outgoing send(Direction direction, long length) {
        Outgoing added = new Outgoing(direction, length);
        outgoing.add(added);
        waiting.add(added);
        return added;
    }

    /// How many bytes to answer on each bidirectional stream that the peer opens from now on; 0
    /// unless it was said.
    public void answerWith(long length) {
        answerLength = length;
    }

    /// Changes whether streams are accepted and read.
    public void setReading(Reading newReading) {
        reading = newReading;
    }

    /// Has `listener` told each time bytes of the peer or the end of its stream were read.
    public void onRead(Consumer<Incoming> listener) {
        onRead = listener;
    }

    /// Gives up what is being sent, if its stream was opened.
    public void reset(Outgoing transfer, long code) {
        transfer.reset(streams, code);
    }

    /// Asks the peer to send no more of `transfer`.
    public void stop(Incoming transfer, long code) {
        transfer.stop(streams, code);
    }

    /// Everything that was to be sent, answers included, in that order.
    public List<Outgoing> outgoing() {
        return List.copyOf(outgoing);
    }

    /// Everything that came or is expected, in the order in which it was heard of.
    public Collection<Incoming> incoming() {
        return List.copyOf(incoming.values());
    }

    /// Bytes read on all streams.
    public long bytesReceived() {
        return incoming.values().stream().mapToLong(Incoming::received).sum();
    }

    /// How many of the peer's halves of streams were read to their end.
    public long endedCount() {
        return incoming.values().stream().filter(Incoming::isEnded).count();
    }

    /// Whether all that was to be sent, or its reset, is acknowledged, and all that began to come
    /// is over.
    public boolean isDone() {
        return outgoing.stream().allMatch(Outgoing::isDelivered)
                && incoming.values().stream().allMatch(Incoming::isOver);
    }

    /// Does all that can be done now. Called by the connection's owner after everything else that
    /// was done to the connection.
    public void turn() {
        openWaiting();
        while (streams.poll(event)) {
            onEvent();
        }
        if (reading != Reading.PAUSED) {
            readMissed();
            acceptAll(Direction.BIDIRECTIONAL);
            acceptAll(Direction.UNIDIRECTIONAL);
        }
    }

    private void onEvent() {
        switch (event.kind()) {
            case READABLE, RESET -> read(event.streamId());
            case WRITABLE -> write(event.streamId());
            case DELIVERED -> {
                Outgoing sent = sending.get(event.streamId());
                if (sent != null) {
                    sent.onDelivered();
                }
            }
            case STOPPED -> {
                Outgoing sent = sending.get(event.streamId());
                if (sent != null) {
                    sent.onStopped(event.code());
                }
            }
            case CREDIT -> openWaiting();
            case OPENED -> {} // looked for after all events
        }
    }

    private void openWaiting() {
        for (Outgoing next = waiting.peek(); next != null; next = waiting.peek()) {
            OptionalLong id = streams.open(next.direction());
            if (id.isEmpty()) {
                return;
            }
            waiting.remove();
            begin(next, id.getAsLong());
            if (next.direction() == Direction.BIDIRECTIONAL) {
                incoming.put(id.getAsLong(), new Incoming(id.getAsLong()));
            }
        }
    }

    private void begin(Outgoing transfer, long id) {
        transfer.onOpened(id);
        sending.put(id, transfer);
        write(id);
        if (streams.isDelivered(id)) { // stopped before it was accepted, and reset since
            transfer.onDelivered();
        }
    }

    private void acceptAll(Direction direction) {
        for (OptionalLong id = streams.accept(direction);
                id.isPresent();
                id = streams.accept(direction)) {
            long accepted = id.getAsLong();
            incoming.put(accepted, new Incoming(accepted));
            read(accepted);
            if (direction == Direction.BIDIRECTIONAL) {
                Outgoing answer = new Outgoing(direction, answerLength);
                outgoing.add(answer);
                begin(answer, accepted);
            }
        }
    }

    private void write(long id) {
        Outgoing transfer = sending.get(id);
        if (transfer != null) {
            transfer.write(streams, contentOf(side, id), scratch);
        }
    }

    private void read(long id) {
        if (reading == Reading.PAUSED) {
            missed.add(id);
            return;
        }
        Incoming transfer = incoming.get(id);
        if (transfer == null) {
            return;
        }
        if (reading == Reading.UNORDERED) {
            streams.readUnordered(id);
        }
        if (transfer.read(streams, contentOf(side.peer(), id), scratch)) {
            onRead.accept(transfer);
        }
    }

    /// An event tells once that a stream is readable, be it wanted or not.
    private void readMissed() {
        List<Long> due = List.copyOf(missed);
        missed.clear();
        due.forEach(this::read);
    }

    private Content contentOf(Side sender, long id) {
        return new Content(contents.split(sender + " " + id));
    }

    @Override
    public String toString() {
        return side + " out " + outgoing + " in " + incoming.values();
    }
}
