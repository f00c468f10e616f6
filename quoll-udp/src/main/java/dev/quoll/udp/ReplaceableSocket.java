package dev.quoll.udp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// A socket in whose place another can be put while it is in use. What was about to arrive at the
/// old one is lost, as UDP allows. *Thread-safe* as any [UdpSocket].
public final class ReplaceableSocket extends ForwardingSocket {
    private final AtomicInteger replacements = new AtomicInteger();
    private volatile UdpSocket present;

    public ReplaceableSocket(UdpSocket first) {
        present = first;
    }

    /// Uses `next` from now on and closes the old one; whoever waits for that, waits no longer. If
    /// the old one has carriers beside UDP, and the next has none, these stay.
    ///
    /// @throws IOException if the old one does not close
    public void replace(UdpSocket next) throws IOException {
        UdpSocket old = present;
        if (old instanceof JoinedSocket joined && !(next instanceof JoinedSocket)) {
            joined.replaceUdp(next);
            replacements.incrementAndGet();
            return;
        }
        present = next;
        replacements.incrementAndGet();
        try {
            old.close();
        } finally {
            next.wakeup(); // who was to be woken may wait here by now
        }
    }

    /// How often another one was put in place: a batch to receive into suits one socket alone.
    public int replacements() {
        return replacements.get();
    }

    @Override
    protected UdpSocket delegate() {
        return present;
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        UdpSocket used = present;
        try {
            return used.receive(batch);
        } catch (IOException e) {
            if (used == present) {
                throw e;
            }
            batch.clear();
            return 0;
        }
    }

    /// Returns with everything to be looked at if the socket was replaced meanwhile: a sender may
    /// have waited for the old one.
    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        UdpSocket used = present;
        try {
            return used.await(timeoutNanos);
        } catch (IOException e) {
            if (used == present) {
                throw e;
            }
            return Readiness.WRITABLE;
        }
    }
}
