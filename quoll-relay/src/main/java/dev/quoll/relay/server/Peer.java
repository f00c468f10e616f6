package dev.quoll.relay.server;

import dev.quoll.Connection;
import dev.quoll.error.DatagramException;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.Outbox;
import dev.quoll.relay.wire.PacketHeader;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// One registered peer: what stands for whom on its connection, and the way to it. *Thread-safe*.
///
/// Its lock guards its handles; under it nothing waits and nothing is sent.
final class Peer {
    /// So much of the rate of new handles may be used up at once.
    private static final long HANDLES_BURST_NANOS = 3_000_000_000L;

    private final PeerKey key;
    private final Connection connection;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Handles handles;
    private final TokenBucket strangers;

    Peer(PeerKey key, Connection connection, Outbox outbox, RelayLimits limits) {
        this.key = key;
        this.connection = connection;
        this.outbox = outbox;
        handles = new Handles(limits.maxHandles());
        strangers = newHandlesBucket(limits);
    }

    /// What bounds the handles that one peer asks for.
    static TokenBucket newHandlesBucket(RelayLimits limits) {
        return new TokenBucket(limits.handlesPerSecond(), HANDLES_BURST_NANOS);
    }

    PeerKey key() {
        return key;
    }

    Connection connection() {
        return connection;
    }

    /// Has a message written that may as well be lost.
    void tell(Message message) {
        if (outbox.hasRoom()) {
            outbox.add(message);
        }
    }

    /// The peer has asked for another one.
    void answer(PeerKey asked, Presence presence) throws InterruptedException {
        outbox.awaitRoom();
        if (!tryAnswer(asked, presence)) {
            close(RelayCloseCode.GOING_AWAY); // it has used up all handles: it may begin anew
        }
    }

    private boolean tryAnswer(PeerKey asked, Presence presence) {
        lock.lock();
        try {
            Handles.Entry known = handles.find(asked);
            if (known != null) {
                outbox.add(new Message.Handle(known.handle(), asked, presence));
                return true;
            }
            return give(asked, presence).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /// Who the peer means by a handle; empty if nobody.
    Optional<PeerKey> meant(long handle) {
        lock.lock();
        try {
            return Optional.ofNullable(handles.find(handle)).map(Handles.Entry::key);
        } finally {
            lock.unlock();
        }
    }

    /// The peer has sent a packet to another one, which is registered or not; if not, it is told so
    /// once.
    void onSent(long handle, boolean isPresent) {
        lock.lock();
        try {
            Handles.Entry known = handles.find(handle);
            if (known == null || !known.onUse(isPresent)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        tell(new Message.Absent(handle));
    }

    /// Sends a packet of another peer to this one.
    ///
    /// @param packet where in the datagram it begins
    /// @return why it cannot be, if so
    Optional<Event> deliver(PeerKey from, byte[] datagram, int packet, long nowNanos) {
        OptionalLong handle = handleOf(from, nowNanos);
        if (handle.isEmpty()) {
            return Optional.of(Event.STRANGER);
        }
        PacketHeader.Placed placed = PacketHeader.replace(datagram, packet, handle.getAsLong());
        try {
            connection.sendDatagram(placed.array(), placed.offset(), placed.length());
            return Optional.empty();
        } catch (DatagramException _) {
            closeIfTooNarrow(datagram.length - packet);
            return Optional.of(Event.TOO_LARGE);
        } catch (IOException _) { // it has ended
            return Optional.of(Event.ABSENT);
        }
    }

    /// Datagrams on the way to this peer may have to become smaller than it was promised. A new
    /// connection finds out at once what the network carries; this one would not for a minute.
    private void closeIfTooNarrow(int packetLength) {
        if (packetLength <= RelayProtocol.MIN_PACKET_SIZE) {
            close(RelayCloseCode.PATH_TOO_NARROW);
        }
    }

    private OptionalLong handleOf(PeerKey from, long nowNanos) {
        lock.lock();
        try {
            Handles.Entry known = handles.find(from);
            if (known != null) {
                return OptionalLong.of(known.handle());
            }
            if (!outbox.hasRoom() || !strangers.allows(1, nowNanos)) {
                return OptionalLong.empty();
            }
            strangers.take(1, nowNanos);
            return give(from, Presence.PRESENT);
        } finally {
            lock.unlock();
        }
    }

    /// Gives a handle and has the peer told; before it of the one that made room for it. Empty if
    /// all were given.
    private OptionalLong give(PeerKey other, Presence presence) {
        if (!handles.canGive()) {
            return OptionalLong.empty();
        }
        Handles.Entry withdrawn = handles.makeRoom();
        if (withdrawn != null) {
            outbox.add(new Message.Withdrawn(withdrawn.handle()));
        }
        Handles.Entry given = handles.give(other);
        outbox.add(new Message.Handle(given.handle(), other, presence));
        return OptionalLong.of(given.handle());
    }

    /// Closes the connection to the peer.
    void close(RelayCloseCode why) {
        connection.close(why.code(), why.reason());
    }
}
