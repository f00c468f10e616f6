package dev.quoll.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What stands in the place of a UDP socket where there is none: it reaches nobody, and waits.
/// *Thread-safe*.
final class AbsentSocket implements UdpSocket {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final ReentrantLock lock = new ReentrantLock(); // of all that follows
    private final Condition changed = lock.newCondition();
    private boolean isWoken;
    private boolean isWritableWanted;
    private boolean isClosed;

    @Override
    public SendResult send(SendBatch batch) {
        lock.lock();
        try {
            if (isClosed) {
                return SendResult.CLOSED;
            }
        } finally {
            lock.unlock();
        }
        batch.failed(new NoRouteToHostException("there is no UDP here to " + batch.remote()));
        return SendResult.UNREACHABLE;
    }

    @Override
    public void requestWritable() {
        lock.lock();
        try {
            isWritableWanted = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        batch.clear();
        lock.lock();
        try {
            checkOpen();
        } finally {
            lock.unlock();
        }
        return 0;
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        lock.lock();
        try {
            awaitChange(timeoutNanos);
            checkOpen();
            boolean writable = isWritableWanted;
            isWoken = false;
            isWritableWanted = false;
            return Readiness.of(false, writable);
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long timeoutNanos) {
        long left = timeoutNanos;
        try {
            while (left > 0 && !isWoken && !isWritableWanted && !isClosed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it ends the wait and is the caller's
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The wildcard with port 0: nobody is reached there.
    @Override
    public InetSocketAddress localAddress() {
        return NOWHERE;
    }

    @Override
    public boolean canReach(InetSocketAddress remote) {
        return false;
    }

    /// Carriers do not cut datagrams: one that is too long is refused.
    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DONT_FRAGMENT);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "none";
    }
}
