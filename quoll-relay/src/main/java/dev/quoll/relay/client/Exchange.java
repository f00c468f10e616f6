package dev.quoll.relay.client;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.PacketHeader;
import dev.quoll.udp.CarrierAddress;
import dev.quoll.udp.CarrierInbox;
import dev.quoll.udp.CarryResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The packets of an endpoint and the handles of a registration, brought together. *Thread-safe*.
///
/// Its lock guards the table alone: under it nothing is sent and nothing delivered.
final class Exchange {
    private final CarrierInbox inbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final Correspondents correspondents = new Correspondents();
    private @Nullable Registration registration; // null while there is none
    private boolean isClosed;
    private final ReentrantLock delivering = new ReentrantLock();
    private volatile boolean delivers = true; // changed under `delivering`
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile Message.Dropped dropped = new Message.Dropped(0, 0);

    Exchange(CarrierInbox inbox) {
        this.inbox = inbox;
    }

    // ---- what the endpoint sends ----

    CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length) {
        Registration present;
        OptionalLong handle;
        boolean asks = false;
        lock.lock();
        try {
            if (isClosed) {
                return CarryResult.UNREACHABLE;
            }
            present = registration;
            handle = present == null ? OptionalLong.empty() : correspondents.handle(to);
            if (handle.isEmpty()) {
                correspondents.hold(to, bytes, offset, length);
                asks = present != null && correspondents.beginsToAsk(to);
            }
        } finally {
            lock.unlock();
        }
        if (present == null || handle.isEmpty()) {
            if (present != null && asks) {
                ask(present, to);
            }
            return CarryResult.TAKEN;
        }
        return count(present.send(handle.getAsLong(), bytes, offset, length));
    }

    private CarryResult count(CarryResult result) {
        (result == CarryResult.TAKEN ? sent : lost).increment();
        return result;
    }

    /// Asks for a handle; if there is no room for the question, the next packet asks again.
    private void ask(Registration present, CarrierAddress peer) {
        if (present.ask(PeerKey.of(peer.bytes()))) {
            return;
        }
        lock.lock();
        try {
            correspondents.onNotAsked(peer);
        } finally {
            lock.unlock();
        }
    }

    // ---- what the relay says ----

    /// There is a new registration: whoever is waited for is asked for again.
    void onRegistered(Registration present) {
        List<CarrierAddress> waitedFor;
        lock.lock();
        try {
            registration = present;
            correspondents.onNewRegistration(present.limits().maxHandles());
            waitedFor =
                    correspondents.waitedFor().stream()
                            .filter(correspondents::beginsToAsk)
                            .toList();
        } finally {
            lock.unlock();
        }
        dropped = new Message.Dropped(0, 0);
        waitedFor.forEach(peer -> ask(present, peer));
    }

    /// The registration has ended.
    void onLost() {
        lock.lock();
        try {
            registration = null;
        } finally {
            lock.unlock();
        }
    }

    void onMessage(Registration from, Message message) throws MalformedMessageException {
        switch (message) {
            case Message.Handle given -> onHandle(from, given);
            case Message.Absent(long handle) -> onAbsent(handle);
            case Message.Withdrawn(long handle) -> onWithdrawn(handle);
            case Message.Dropped all -> dropped = all;
            case Message.Unknown _ -> {}
            case Message.Register _, Message.Registered _, Message.Resolve _ ->
                    throw new MalformedMessageException("a message that a relay does not send");
        }
    }

    private void onHandle(Registration from, Message.Handle given)
            throws MalformedMessageException {
        CarrierAddress peer = RelayCarrier.address(given.key());
        List<byte[]> outgoing;
        List<byte[]> incoming;
        lock.lock();
        try {
            outgoing = correspondents.onHandle(given.handle(), peer, given.presence());
            incoming = correspondents.takeStrange(given.handle());
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        outgoing.forEach(packet -> count(from.send(given.handle(), packet, 0, packet.length)));
        for (byte[] datagram : incoming) {
            deliver(peer, datagram, PacketHeader.size(datagram));
        }
    }

    private void onAbsent(long handle) {
        lock.lock();
        try {
            correspondents.onAbsent(handle);
        } finally {
            lock.unlock();
        }
    }

    private void onWithdrawn(long handle) {
        lock.lock();
        try {
            correspondents.onWithdrawn(handle);
        } finally {
            lock.unlock();
        }
    }

    /// A datagram came from the relay, in the present registration or in one that is over.
    void onDatagram(Registration from, byte[] datagram) throws MalformedMessageException {
        int packet = PacketHeader.size(datagram);
        long handle = PacketHeader.handle(datagram);
        Optional<CarrierAddress> sender;
        lock.lock();
        try {
            if (from != registration) {
                return; // handles mean somebody else now
            }
            sender = correspondents.sender(handle);
            if (sender.isEmpty()) {
                correspondents.holdStrange(handle, datagram);
            }
        } finally {
            lock.unlock();
        }
        if (sender.isPresent()) {
            deliver(sender.get(), datagram, packet);
        }
    }

    private void deliver(CarrierAddress from, byte[] datagram, int packet) {
        delivering.lock();
        try {
            if (delivers && packet < datagram.length) {
                received.increment();
                inbox.deliver(from, datagram, packet, datagram.length - packet);
            }
        } finally {
            delivering.unlock();
        }
    }

    // ---- who is there ----

    /// Asks whether a peer is registered, and waits for the answer.
    ///
    /// @return the answer; empty if none came in time, or there is no registration
    Optional<Presence> ask(CarrierAddress peer, Duration timeout) throws InterruptedException {
        Registration present = forget(peer);
        if (present != null) {
            ask(present, peer);
        }
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (correspondents.presence(peer).isEmpty() && left > 0 && !isClosed) {
                left = answered.awaitNanos(left);
            }
            return correspondents.presence(peer);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Registration forget(CarrierAddress peer) {
        lock.lock();
        try {
            correspondents.forgetPresence(peer);
            return registration;
        } finally {
            lock.unlock();
        }
    }

    RelayCarrierCounts counts(long registrations) {
        long thrownAway;
        lock.lock();
        try {
            thrownAway = correspondents.lost();
        } finally {
            lock.unlock();
        }
        return new RelayCarrierCounts(
                registrations,
                sent.sum(),
                received.sum(),
                lost.sum() + thrownAway,
                dropped.overRate(),
                dropped.undeliverable());
    }

    /// Delivers and takes nothing from now on.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            registration = null;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        delivering.lock();
        try {
            delivers = false;
        } finally {
            delivering.unlock();
        }
    }
}
