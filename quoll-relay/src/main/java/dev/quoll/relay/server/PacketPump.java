package dev.quoll.relay.server;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.PacketHeader;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Passes on the packets of one peer, no more of them than it may send. What comes faster waits in
/// the queue of its connection, where the oldest is thrown away when there is too much. Run by one
/// thread.
final class PacketPump implements Runnable {
    private static final long BURST_NANOS = 100_000_000;

    /// Shorter pauses than that cost more than they are good for.
    private static final long LEAST_PAUSE_NANOS = 2_000_000;

    /// How often a peer is told at most what was thrown away.
    private static final long NOTICE_NANOS = 1_000_000_000;

    private final Peer peer;
    private final Registry registry;
    private final RelayLimits limits;
    private final Counters counters;
    private final LongSupplier clock;
    private final TokenBucket packets;
    private final TokenBucket bytes;
    private final FloodGuard flood;
    private long undeliverable;
    private Message.Dropped told = new Message.Dropped(0, 0);
    private long lookAgainNanos;

    PacketPump(
            Peer peer,
            Registry registry,
            RelayLimits limits,
            Counters counters,
            LongSupplier clock) {
        this.peer = peer;
        this.registry = registry;
        this.limits = limits;
        this.counters = counters;
        this.clock = clock;
        packets = new TokenBucket(limits.packetsPerSecond(), BURST_NANOS);
        bytes = new TokenBucket(limits.bytesPerSecond(), BURST_NANOS);
        flood = new FloodGuard(limits.packetsPerSecond(), clock.getAsLong());
    }

    @Override
    public void run() {
        try {
            while (true) {
                pass(peer.connection().readDatagram());
                lookAtWhatWasDropped();
            }
        } catch (MalformedMessageException e) {
            peer.close(RelayCloseCode.PROTOCOL_ERROR);
        } catch (IOException _) {
            return; // the connection has ended, and the thread of the peer knows it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(byte[] datagram) throws IOException, InterruptedException {
        int packet = PacketHeader.size(datagram);
        awaitTurn(datagram.length - packet);
        long handle = PacketHeader.handle(datagram);
        Optional<PeerKey> meant = peer.meant(handle);
        Optional<Event> failure =
                meant.isEmpty()
                        ? Optional.of(Event.UNKNOWN_HANDLE)
                        : pass(meant.get(), handle, datagram, packet);
        if (failure.isPresent()) {
            undeliverable++;
            counters.count(failure.get());
        } else {
            counters.onPassedOn(datagram.length - packet);
        }
    }

    private Optional<Event> pass(PeerKey to, long handle, byte[] datagram, int packet) {
        if (datagram.length - packet > limits.maxPacketSize()) {
            return Optional.of(Event.TOO_LARGE);
        }
        Optional<Peer> receiver = registry.find(to);
        peer.onSent(handle, receiver.isPresent());
        return receiver.isPresent()
                ? receiver.get().deliver(peer.key(), datagram, packet, clock.getAsLong())
                : Optional.of(Event.ABSENT);
    }

    private void awaitTurn(int length) throws InterruptedException {
        long now = clock.getAsLong();
        long pause =
                Math.max(packets.nanosUntilAllowed(1, now), bytes.nanosUntilAllowed(length, now));
        if (pause > 0) {
            Thread.sleep(Duration.ofNanos(Math.max(pause, LEAST_PAUSE_NANOS)));
            now = clock.getAsLong();
        }
        packets.take(1, now);
        bytes.take(length, now);
    }

    /// Tells the peer what was thrown away, and ends the connection of one that does not care.
    private void lookAtWhatWasDropped() {
        long now = clock.getAsLong();
        if (now < lookAgainNanos) {
            return;
        }
        lookAgainNanos = now + NOTICE_NANOS;
        long overRate = Shed.of(peer.connection()).overRate();
        if (flood.isFlood(overRate, now)) {
            peer.close(RelayCloseCode.FLOODING);
        }
        Message.Dropped all = new Message.Dropped(overRate, undeliverable);
        if (!all.equals(told)) {
            told = all;
            peer.tell(all);
        }
    }
}
