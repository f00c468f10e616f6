package dev.quoll.udp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/// Waits for one channel. *Thread-safe*, but [#await] is for one thread at a time.
final class ChannelWaiter {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector;
    private final SelectionKey key;
    private final Consumer<SelectionKey> noteReady = ready -> readyOps = ready.readyOps();
    private int readyOps; // of the thread in await

    ChannelWaiter(DatagramChannel channel) throws IOException {
        selector = channel.provider().openSelector();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    Readiness await(long timeoutNanos) throws IOException {
        readyOps = 0;
        try {
            select(timeoutNanos);
            if ((readyOps & SelectionKey.OP_WRITE) != 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw closed(e);
        }
        if (!selector.isOpen()) {
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

    private static ClosedChannelException closed(RuntimeException cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }

    void requestWritable() {
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

    /// Ends the wait for good. To be called after the channel is closed, whose port is freed here.
    void close() throws IOException {
        selector.close();
    }
}
