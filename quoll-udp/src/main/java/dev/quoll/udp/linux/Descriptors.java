package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// The descriptors of a socket and of the event that wakes the thread waiting for it. Whoever uses
/// one is counted, and they are closed by the last one to leave after [#close]: the kernel gives
/// numbers out again, so a call made too late would reach a stranger's file. *Thread-safe*.
public final class Descriptors {
    private static final int CLOSED = Integer.MIN_VALUE; // a bit of state, the rest counts users

    private final int socket;
    private final int event;
    private final AtomicInteger state = new AtomicInteger();
    private final CountDownLatch freed = new CountDownLatch(1);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock(); // guards errno of write and close
    private final MemorySegment errno;
    private final MemorySegment one;

    Descriptors(int socket, int event) {
        this.socket = socket;
        this.event = event;
        Arena memory = Arena.ofAuto();
        errno = SystemCalls.newState(memory);
        one = memory.allocateFrom(JAVA_LONG, 1L);
    }

    /// Begins the use of the descriptors, which [#leave] has to end.
    ///
    /// @return whether they are open; if not, there is nothing to end
    public boolean enter() {
        int users = state.get();
        while (users >= 0) {
            if (state.weakCompareAndSetVolatile(users, users + 1)) {
                return true;
            }
            users = state.get();
        }
        return false;
    }

    /// As [#enter], for those to whom a closed socket is an error.
    public void enterOpen() throws ClosedChannelException {
        if (!enter()) {
            throw new ClosedChannelException();
        }
    }

    /// Ends a use.
    public void leave() {
        if (state.decrementAndGet() == CLOSED) {
            free();
        }
    }

    /// Whether [#close] has been called.
    boolean isClosed() {
        return state.get() < 0;
    }

    /// The socket, for those who have entered.
    int socket() {
        return socket;
    }

    /// The event, for those who have entered: readable from [#wakeup] until [#onWoken].
    int event() {
        return event;
    }

    /// Makes the event readable.
    public void wakeup() {
        if (enter()) {
            signal();
            leave();
        }
    }

    private void signal() {
        if (woken.getAndSet(true)) {
            return; // the thread that waits has not seen the last one yet
        }
        writing.lock();
        try {
            SystemCalls.write(errno, event, one);
        } finally {
            writing.unlock();
        }
    }

    /// The thread that waits has read the event and is about to return.
    void onWoken() {
        woken.getAndSet(false); // reads as well: what was done before a wakeup is seen after it
    }

    /// Lets nobody enter any more, wakes the thread that waits, and returns when all have left and
    /// the port is free.
    public void close() {
        int users = state.getAndUpdate(now -> now < 0 ? now : (now + 1) | CLOSED);
        if (users >= 0) {
            signal();
            leave();
        }
        awaitFreed();
    }

    private void free() {
        writing.lock();
        try {
            SystemCalls.close(errno, socket);
            SystemCalls.close(errno, event);
        } finally {
            writing.unlock();
            freed.countDown();
        }
    }

    /// An interrupt does not end it: all but the waiter are in calls that return at once.
    private void awaitFreed() {
        boolean interrupted = false;
        while (freed.getCount() > 0) {
            try {
                freed.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
