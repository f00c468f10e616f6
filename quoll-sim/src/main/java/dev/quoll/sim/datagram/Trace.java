package dev.quoll.sim.datagram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The record of a run: every datagram sent, delivered or dropped goes into a running hash that
/// covers time, place, addresses, marks and content, so two runs with the same hash were the same
/// run. On request the last lines are kept as text. *Confined*.
public final class Trace {
    private static final long FNV_PRIME = 0x100_0000_01B3L;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;

    private final CRC32C content = new CRC32C();
    private final Deque<String> lines = new ArrayDeque<>();
    private final Map<DropCause, Long> drops = new EnumMap<>(DropCause.class);
    private int maxLines;
    private long hash = FNV_OFFSET;
    private long sent;
    private long delivered;

    /// A trace without events.
    public Trace() {}

    /// Keeps the last `count` events as text, none with 0.
    public void keepLines(int count) {
        maxLines = count;
        trim();
    }

    /// A host sent `datagram`.
    public void onSent(Datagram datagram, String place, long nowNanos) {
        sent++;
        record(Event.SENT, datagram, place, nowNanos);
    }

    /// An endpoint got `datagram`.
    public void onDelivered(Datagram datagram, String place, long nowNanos) {
        delivered++;
        record(Event.DELIVERED, datagram, place, nowNanos);
    }

    /// `datagram` got no further than `place`.
    public void onDropped(Datagram datagram, String place, DropCause cause, long nowNanos) {
        drops.merge(cause, 1L, Long::sum);
        mix(cause.ordinal());
        record(Event.DROPPED, datagram, place + " " + cause, nowNanos);
    }

    /// The hash of everything so far.
    public long hash() {
        return hash;
    }

    /// Datagrams sent by hosts.
    public long sent() {
        return sent;
    }

    /// Datagrams given to endpoints, duplicates included.
    public long delivered() {
        return delivered;
    }

    /// Datagrams dropped for `cause`.
    public long dropped(DropCause cause) {
        return drops.getOrDefault(cause, 0L);
    }

    /// Datagrams dropped for any cause.
    public long dropped() {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The text of the last events, oldest first.
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private enum Event {
        SENT,
        DELIVERED,
        DROPPED
    }

    private void record(Event event, Datagram datagram, String place, long nowNanos) {
        mix(event.ordinal());
        mix(nowNanos);
        mix(datagram.number());
        mix(place.hashCode());
        mix(datagram.source().hashCode());
        mix(datagram.destination().hashCode());
        mix(datagram.ecn().bits());
        mix(contentOf(datagram));
        if (maxLines > 0) {
            lines.add("%,d ns %s %s: %s".formatted(nowNanos, event, place, datagram));
            trim();
        }
    }

    private long contentOf(Datagram datagram) {
        content.reset();
        content.update(datagram.bytes());
        return content.getValue() << 32 | datagram.length();
    }

    private void mix(long value) {
        hash = (hash ^ value) * FNV_PRIME;
        hash ^= hash >>> 32;
    }

    private void trim() {
        while (lines.size() > maxLines) {
            lines.remove();
        }
    }
}
