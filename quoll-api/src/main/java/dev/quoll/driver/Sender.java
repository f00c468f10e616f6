package dev.quoll.driver;

import dev.quoll.udp.UdpSocket;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Sends what a connection has to send: one thread at a time, whichever comes first; the others
/// leave it the work. Packets are built under the connection's lock and sealed and sent outside of
/// it. *Thread-safe*.
///
/// No demand is lost: whoever wants something sent says so first and then tries to become the
/// sender; the sender looks for demands again after it has ceased to be one. The reactor, which
/// must not wait for the connection's lock, leaves the demand to that lock's holder, who looks for
/// demands after letting it go.
final class Sender {
    private final ReentrantLock sendLock = new ReentrantLock();
    private final ConnectionDriver connection;
    private final UdpSocket socket;
    private final OutgoingPool pool;
    private final Reactor reactor;
    private volatile boolean wanted;
    private volatile boolean blocked;
    private final AtomicBoolean isComing = new AtomicBoolean(); // a thread that sends
    private @Nullable Outgoing left; // what a full socket did not take; guarded by sendLock

    Sender(ConnectionDriver connection, UdpSocket socket, OutgoingPool pool, Reactor reactor) {
        this.connection = connection;
        this.socket = socket;
        this.pool = pool;
        this.reactor = reactor;
    }

    /// Something is to be sent by the next [#flush].
    void want() {
        wanted = true;
    }

    /// Whether somebody is about to build datagrams.
    boolean isWanted() {
        return wanted;
    }

    /// Whether the socket is full and nothing can be sent until it is writable.
    boolean isBlocked() {
        return blocked;
    }

    /// The socket has room again.
    void onWritable() {
        blocked = false;
        wanted = true;
        flush();
    }

    /// As [#flush], but by a virtual thread of its own that has its turn after those that can run
    /// already. Where all carriers are busy that takes as long as they are.
    void flushSoon() {
        if (wanted && !blocked && !isComing.get() && isComing.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::arrive);
        }
    }

    private void arrive() {
        isComing.set(false); // what is wanted from now on wants another
        flush();
    }

    /// Sends if something is wanted, or leaves it to whoever sends now. Not to be called with the
    /// connection's lock.
    void flush() {
        while (wanted && !blocked && sendLock.tryLock()) {
            boolean done;
            try {
                wanted = false;
                done = transmit();
            } finally {
                sendLock.unlock();
            }
            if (!done) {
                wanted = true; // seen by whoever holds the connection's lock, unless it is free now
                if (!connection.tryEnter()) {
                    return;
                }
                connection.release();
            }
        }
    }

    /// @return false if somebody else holds the connection's lock and this thread must not wait
    private boolean transmit() {
        Outgoing outgoing = left == null ? pool.take() : left;
        left = null;
        while (send(outgoing)) {
            boolean entered = connection.enterToBuild();
            if (!entered || !connection.buildAndRelease(outgoing)) {
                pool.giveBack(outgoing);
                return entered;
            }
        }
        return true;
    }

    /// Seals what was built and sends it.
    ///
    /// @return whether the batch can be used again
    private boolean send(Outgoing outgoing) {
        try {
            outgoing.seal();
            if (outgoing.send(socket)) {
                return true;
            }
        } catch (RuntimeException | AssertionError e) {
            connection.reportDefect(e);
            wanted = true; // its end
            return false;
        }
        left = outgoing;
        blocked = true;
        reactor.onBlocked(this);
        return false;
    }
}
