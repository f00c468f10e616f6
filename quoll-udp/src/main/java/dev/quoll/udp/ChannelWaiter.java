package dev.quoll.udp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/// Waits for the channels of one socket: the first, with which it ends, and others that come and
/// go. *Thread-safe*, but [#await] is for one thread at a time.
final class ChannelWaiter {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector;
    private final SelectionKey first;
    private final Consumer<SelectionKey> noteReady = this::note;
    private int readyOps; // of the thread in await

    ChannelWaiter(DatagramChannel channel) throws IOException {
        selector = channel.provider().openSelector();
        first = channel.register(selector, SelectionKey.OP_READ);
    }

    /// The key of the first channel, for [#requestWritable].
    SelectionKey first() {
        return first;
    }

    /// Waits for another channel as well, until it is closed.
    ///
    /// @throws ClosedChannelException if the socket is closed
    SelectionKey add(DatagramChannel channel) throws ClosedChannelException {
        try {
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            selector.wakeup(); // a wait that has begun does not see it
            return key;
        } catch (ClosedSelectorException e) {
            throw closed(e);
        }
    }

    Readiness await(long timeoutNanos) throws IOException {
        readyOps = 0;
        try {
            select(timeoutNanos);
        } catch (ClosedSelectorException e) {
            throw closed(e);
        }
        if (!selector.isOpen() || !first.isValid()) {
            throw new ClosedChannelException();
        }
        return Readiness.of(
                (readyOps & SelectionKey.OP_READ) != 0, (readyOps & SelectionKey.OP_WRITE) != 0);
    }

    private void select(long timeoutNanos) throws IOException {
        if (timeoutNanos <= 0) {
            selector.selectNow(noteReady);
        } else { // up, for a rest of a millisecond must not become a busy loop
            selector.select(noteReady, Math.ceilDiv(timeoutNanos, NANOS_PER_MILLI));
        }
    }

    private void note(SelectionKey ready) {
        try {
            readyOps |= ready.readyOps();
            if (ready.isWritable()) {
                ready.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } catch (CancelledKeyException _) {
            return; // its channel was closed meanwhile
        }
    }

    private static ClosedChannelException closed(RuntimeException cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }

    void requestWritable(SelectionKey key) {
        try {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        } catch (CancelledKeyException _) {
            return; // closed: whoever waits finds out
        }
        selector.wakeup(); // a wait that has begun does not see the change
    }

    void wakeup() {
        selector.wakeup();
    }

    /// Ends the wait for good. To be called after the channels are closed, whose ports are freed
    /// here.
    void close() throws IOException {
        selector.close();
    }
}
