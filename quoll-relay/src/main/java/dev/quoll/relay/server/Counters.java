package dev.quoll.relay.server;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Counts what a relay does. *Thread-safe*.
final class Counters {
    private final LongAdder[] events =
            Stream.generate(LongAdder::new).limit(Event.values().length).toArray(LongAdder[]::new);
    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder overRate = new LongAdder();
    private final LongAdder queueFull = new LongAdder();

    void count(Event event) {
        events[event.ordinal()].increment();
    }

    void onPassedOn(int length) {
        packets.increment();
        bytes.add(length);
    }

    /// What the queues of a peer that is gone threw away.
    void onGone(Shed shed) {
        overRate.add(shed.overRate());
        queueFull.add(shed.queueFull());
    }

    /// All that was counted.
    ///
    /// @param peers that are registered
    /// @param shed what their queues threw away
    RelayCounts total(int peers, Shed shed) {
        return new RelayCounts(
                peers,
                of(Event.REGISTERED),
                of(Event.REPLACED),
                of(Event.REFUSED),
                of(Event.FAILED),
                packets.sum(),
                bytes.sum(),
                overRate.sum() + shed.overRate(),
                queueFull.sum() + shed.queueFull(),
                of(Event.TOO_LARGE),
                of(Event.ABSENT),
                of(Event.UNKNOWN_HANDLE),
                of(Event.STRANGER));
    }

    private long of(Event event) {
        return events[event.ordinal()].sum();
    }
}
