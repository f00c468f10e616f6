package dev.quoll.qlog;

import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Where connections leave what they tell, and one thread takes it. It holds so many events and no
/// more: who comes in vain goes on at once, and is counted. *Thread-safe*.
final class EventQueue {
    /// What an event takes besides the bytes of a packet, roughly.
    private static final int EVENT_BYTES = 200;

    /// How long the writer sleeps at most before it looks whether it is to end.
    private static final long IDLE_MILLIS = 100;

    private record Entry(TraceFile file, Observation observation, long nowNanos, int bytes) {}

    private final BlockingQueue<Entry> entries;
    private final QlogLimits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Set<TraceFile> endedUnheard = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    EventQueue(QlogLimits limits) {
        this.limits = limits;
        entries = new ArrayBlockingQueue<>(limits.queuedEvents());
    }

    /// Takes what one connection tells, for its file.
    ConnectionObserver entrance(TraceFile file) {
        return (observation, nowNanos) -> {
            if (!offer(new Entry(file, observation, nowNanos, sizeOf(observation)))) {
                file.onDropped();
                dropped.incrementAndGet();
                if (observation instanceof Observation.Ended) {
                    endedUnheard.add(file);
                }
            }
        };
    }

    long dropped() {
        return dropped.get();
    }

    /// Has [#writeAll] return when nothing waits any more; nothing is taken from now on.
    void close() {
        isClosed = true;
    }

    /// Writes until it is closed. Files are flushed whenever nothing waits.
    void writeAll() {
        Set<TraceFile> open = new LinkedHashSet<>();
        List<Entry> taken = new ArrayList<>();
        while (take(taken)) {
            for (Entry each : taken) {
                open.add(each.file);
                each.file.write(each.observation, each.nowNanos);
                bytes.addAndGet(-each.bytes);
                if (each.file.isEnded()) {
                    open.remove(each.file);
                }
            }
            taken.clear();
            if (entries.isEmpty()) {
                endedUnheard.forEach(TraceFile::end);
                endedUnheard.removeIf(TraceFile::isEnded);
                open.removeIf(TraceFile::isEnded);
                open.forEach(TraceFile::flush);
            }
        }
        open.forEach(TraceFile::end);
    }

    /// @return whether there may be more to write
    private boolean take(List<Entry> taken) {
        boolean wasClosed = isClosed;
        if (entries.drainTo(taken) == 0) {
            try {
                Entry first = entries.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                }
            } catch (InterruptedException e) {
                isClosed = true; // nobody has this thread but us: as if closed
            }
        }
        return !wasClosed || !taken.isEmpty();
    }

    private boolean offer(Entry entry) {
        if (isClosed) {
            return false;
        }
        if (bytes.addAndGet(entry.bytes) <= limits.queuedBytes() && entries.offer(entry)) {
            return true;
        }
        bytes.addAndGet(-entry.bytes);
        return false;
    }

    private static int sizeOf(Observation observation) {
        return switch (observation) {
            case Observation.PacketSent(ObservedPacket packet) -> EVENT_BYTES + packet.length();
            case Observation.PacketReceived(ObservedPacket packet) -> EVENT_BYTES + packet.length();
            default -> EVENT_BYTES;
        };
    }
}
