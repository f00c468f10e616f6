package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;

/// Waits for a socket. *Thread-safe*, but [#await] is for one thread at a time, which the kernel
/// then holds: a platform thread, since a virtual one would hold its carrier with it.
public final class Poller {
    /// A bit of what [#await] returns: there is something to receive.
    public static final int READABLE = 1;

    /// A bit of what [#await] returns: there is room to send, which was asked for.
    public static final int WRITABLE = 2;

    private static final long SOCKET = 0;
    private static final long EVENT = Layouts.POLLFD.byteSize();
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int SOMETHING_TO_READ =
            Constants.POLLIN | Constants.POLLERR | Constants.POLLHUP;

    private final Descriptors descriptors;
    private final MemorySegment errno;
    private final MemorySegment polled;
    private final MemorySegment timeout;
    private final MemorySegment count; // of the event, eight bytes nobody looks at
    private volatile boolean writableWanted;
    private Interruption interruption;

    /// @param descriptors what to wait for
    public Poller(Descriptors descriptors) {
        this.descriptors = descriptors;
        Arena memory = Arena.ofAuto();
        errno = SystemCalls.newState(memory);
        polled = memory.allocate(Layouts.POLLFD, 2);
        timeout = memory.allocate(Layouts.TIMESPEC);
        count = memory.allocate(JAVA_LONG);
        polled.set(JAVA_INT, SOCKET + Layouts.POLL_FD, descriptors.socket());
        polled.set(JAVA_INT, EVENT + Layouts.POLL_FD, descriptors.event());
        polled.set(JAVA_SHORT, EVENT + Layouts.POLL_EVENTS, Constants.POLLIN);
        interruption = new Interruption(descriptors);
    }

    /// Lets [#await] return as soon as there is room to send, once.
    public void requestWritable() {
        writableWanted = true;
        descriptors.wakeup(); // a wait that has begun does not see the change
    }

    /// Waits until the socket is readable, or writable if that was asked for, until `timeoutNanos`
    /// are over, a wake-up comes, or the thread is interrupted.
    ///
    /// @param timeoutNanos 0 or less does not wait, `Long.MAX_VALUE` waits without a limit
    /// @return [#READABLE] and [#WRITABLE], or 0
    public int await(long timeoutNanos) throws IOException {
        descriptors.enterOpen();
        try {
            boolean wanted = writableWanted;
            int events = wanted ? Constants.POLLIN | Constants.POLLOUT : Constants.POLLIN;
            polled.set(JAVA_SHORT, SOCKET + Layouts.POLL_EVENTS, (short) events);
            int ready = timeoutNanos <= 0 ? poll(0) : pollInterruptibly(timeoutNanos);
            return ready > 0 ? result() : 0;
        } finally {
            descriptors.leave();
        }
    }

    private int pollInterruptibly(long timeoutNanos) throws IOException {
        interruption.watch();
        try {
            return poll(timeoutNanos);
        } finally {
            if (interruption.unwatch()) {
                interruption = new Interruption(descriptors);
            }
        }
    }

    /// Polls, and again for the rest of the time if a signal came in between.
    private int poll(long timeoutNanos) throws IOException {
        MemorySegment limit = timeoutNanos == Long.MAX_VALUE ? MemorySegment.NULL : timeout;
        long start = timeoutNanos <= 0 ? 0 : System.nanoTime();
        setTimeout(Math.max(timeoutNanos, 0));
        int ready = SystemCalls.ppoll(errno, polled, 2, limit);
        while (ready == -Errno.EINTR) {
            long passed = timeoutNanos <= 0 ? 0 : System.nanoTime() - start;
            setTimeout(Math.max(timeoutNanos - passed, 0));
            ready = SystemCalls.ppoll(errno, polled, 2, limit);
        }
        if (ready < 0) {
            throw Errno.exception("ppoll", -ready);
        }
        return ready;
    }

    private void setTimeout(long nanos) {
        timeout.set(JAVA_LONG, Layouts.TV_SEC, nanos / NANOS_PER_SECOND);
        timeout.set(JAVA_LONG, Layouts.TV_NSEC, nanos % NANOS_PER_SECOND);
    }

    private int result() throws ClosedChannelException {
        if (polled.get(JAVA_SHORT, EVENT + Layouts.POLL_REVENTS) != 0) {
            SystemCalls.read(errno, descriptors.event(), count);
            descriptors.onWoken();
        }
        if (descriptors.isClosed()) {
            throw new ClosedChannelException();
        }
        int events = polled.get(JAVA_SHORT, SOCKET + Layouts.POLL_REVENTS);
        int result = (events & SOMETHING_TO_READ) == 0 ? 0 : READABLE;
        if ((events & Constants.POLLOUT) != 0) {
            writableWanted = false;
            result |= WRITABLE;
        }
        return result;
    }
}
