package dev.quoll.driver;

import dev.quoll.core.stream.StreamResult;
import dev.quoll.core.stream.Streams;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.QuicException;
import dev.quoll.error.StreamStoppedException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The sending half of a stream without the application's handle, so that the handle can be
/// collected. *Thread-safe*.
public final class SendHalf {
    /// Whether what is written goes at once or may wait for more.
    public enum Urgency {
        /// It may wait until a batch of datagrams is full, for a millisecond at most.
        MAY_WAIT,
        /// It is sent at once.
        AT_ONCE
    }

    /// Who writes so many bytes sends by itself what is to be sent: nothing is gained by waiting
    /// for what other threads write.
    private static final int LARGE = 1 << 14;

    private enum State {
        OPEN,
        FINISHED,
        RESET,
        STOPPED
    }

    private final ConnectionDriver connection;
    private final Streams streams; // guarded by the connection's lock, as are the fields below
    private final long id;
    private final Earliness earliness;
    private volatile State state = State.OPEN; // written under the lock; never open again
    private long stopCode;

    public SendHalf(ConnectionDriver connection, long id) {
        this.connection = connection;
        this.id = id;
        streams = connection.core().streams();
        earliness = new Earliness(connection.progress());
    }

    /// The stream's ID.
    public long id() {
        return id;
    }

    /// Writes everything, waiting for room as often as needed.
    public void write(byte[] bytes, int offset, int length, Urgency urgency) throws IOException {
        int written;
        connection.enter();
        try {
            written = tryWrite(bytes, offset, length, urgency);
        } finally {
            if (length >= LARGE) {
                connection.leaveAndSend();
            } else {
                connection.leave();
            }
        }
        if (written < length) {
            new Writing(bytes, offset, length, written, urgency).finish();
        }
    }

    /// As [#write], at once and without waiting.
    public CompletableFuture<Boolean> writeAsync(byte[] bytes) {
        Writing writing = new Writing(bytes, 0, bytes.length, 0, Urgency.AT_ONCE);
        return connection.callAsync(Topic.writable(id), writing);
    }

    /// A write that takes more than one step.
    private final class Writing implements Attempt<Boolean> {
        private final byte[] bytes;
        private final int offset;
        private final int length;
        private final Urgency urgency;
        private int written;

        Writing(byte[] bytes, int offset, int length, int written, Urgency urgency) {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
            this.written = written;
            this.urgency = urgency;
        }

        @Override
        public @Nullable Boolean tryNow() throws IOException {
            written += tryWrite(bytes, offset + written, length - written, urgency);
            return written == length ? true : null;
        }

        void finish() throws IOException {
            try {
                connection.call(Topic.writable(id), this, Timeout.NEVER);
            } catch (InterruptedIOException e) {
                e.bytesTransferred = written;
                throw e;
            }
        }
    }

    private int tryWrite(byte[] bytes, int offset, int length, Urgency urgency)
            throws QuicException {
        earliness.check();
        if (state != State.OPEN) {
            throw notOpen();
        }
        connection.checkOpen();
        long result = streams.write(id, bytes, offset, length);
        if (result < 0) {
            throw ended(result);
        }
        if (urgency == Urgency.AT_ONCE || result < length) {
            connection.sendAll();
        } else {
            connection.hold(length);
        }
        return (int) result;
    }

    private QuicException ended(long result) {
        if (StreamResult.isAborted(result)) {
            onStopped(StreamResult.code(result));
        }
        return notOpen();
    }

    private void onStopped(long code) {
        state = State.STOPPED;
        stopCode = code;
    }

    private QuicException notOpen() {
        return state == State.STOPPED
                ? new StreamStoppedException(stopCode)
                : new ClosedStreamException();
    }

    /// Sends what is held back.
    public void flush() throws IOException {
        connection.enter();
        try {
            earliness.check();
            connection.sendAll();
        } finally {
            connection.leave();
        }
    }

    /// Ends the stream.
    public void finish() throws QuicException {
        connection.enter();
        try {
            earliness.check();
            if (state == State.RESET) {
                throw new ClosedStreamException();
            }
            end(State.FINISHED);
        } finally {
            connection.leave();
        }
    }

    /// Ends the stream unless it has ended.
    public void close() {
        if (state != State.OPEN) {
            return;
        }
        connection.enter();
        try {
            end(State.FINISHED);
        } finally {
            connection.leave();
        }
    }

    private void end(State end) {
        if (state == State.OPEN) {
            state = end;
            if (earliness.isRejected()) {
                return;
            }
            streams.finish(id);
            connection.onStreamEnded(id);
            connection.sendAll();
        }
    }

    /// Gives up what is not delivered.
    public void reset(long code) {
        connection.enter();
        try {
            resetNow(code);
        } finally {
            connection.leave();
        }
    }

    /// Changes the priority.
    public void setPriority(int priority) {
        connection.enter();
        try {
            streams.setPriority(id, priority);
        } finally {
            connection.leave();
        }
    }

    /// The priority; 0 once the stream is over.
    public int priority() {
        connection.enter();
        try {
            return streams.priority(id);
        } finally {
            connection.leave();
        }
    }

    /// Gives up what is not delivered unless the stream was finished.
    public void resetUnlessFinished(long code) {
        connection.enter();
        try {
            if (state == State.OPEN) {
                resetNow(code);
            }
        } finally {
            connection.leave();
        }
    }

    private void resetNow(long code) {
        if (state == State.OPEN || state == State.FINISHED) {
            state = State.RESET;
            if (earliness.isRejected()) {
                return;
            }
            streams.reset(id, code);
            connection.onStreamEnded(id);
            connection.sendAll();
        }
    }

    /// Ends the stream with a code once all that was written is delivered.
    ///
    /// @return whether the peer takes such resets; if not, nothing has changed
    public boolean resetAfterDelivery(long code) {
        connection.enter();
        try {
            if (!streams.canResetAfterDelivery()) {
                return false;
            }
            if (state == State.OPEN && !earliness.isRejected()) {
                state = State.RESET;
                streams.resetAfterDelivery(id, code);
                connection.onStreamEnded(id);
                connection.sendAll();
            }
            return true;
        } finally {
            connection.leave();
        }
    }

    /// The application cannot reach the stream any more.
    public void onUnreachable() {
        connection.later(
                () -> {
                    if (state == State.OPEN) {
                        resetNow(0);
                    }
                });
    }

    /// Whether it can be written to.
    public boolean isOpen() {
        connection.enter();
        try {
            return state == State.OPEN
                    && !earliness.isRejected()
                    && streams.isWritable(id)
                    && connection.progress().closeCause().isEmpty();
        } finally {
            connection.leave();
        }
    }

    /// Waits until the peer has acknowledged everything and the end.
    public void awaitDelivered(long timeoutNanos) throws IOException {
        connection.call(Topic.settled(id), this::tryDelivered, timeoutNanos);
    }

    /// As [#awaitDelivered], without waiting.
    public CompletableFuture<Boolean> awaitDeliveredAsync() {
        return connection.callAsync(Topic.settled(id), this::tryDelivered);
    }

    private @Nullable Boolean tryDelivered() throws QuicException {
        if (trySettled() == null) {
            return null;
        }
        if (state == State.STOPPED) {
            throw new StreamStoppedException(stopCode);
        }
        return true;
    }

    /// Waits until the peer stops the stream, or all of it is delivered.
    public OptionalLong awaitStopped(long timeoutNanos) throws IOException {
        return connection.call(Topic.settled(id), this::trySettled, timeoutNanos);
    }

    /// As [#awaitStopped], without waiting.
    public CompletableFuture<OptionalLong> awaitStoppedAsync() {
        return connection.callAsync(Topic.settled(id), this::trySettled);
    }

    private @Nullable OptionalLong trySettled() throws QuicException {
        earliness.check();
        if (state == State.OPEN || state == State.FINISHED) {
            streams.stoppedCode(id).ifPresent(this::onStopped);
        }
        if (state == State.STOPPED) {
            return OptionalLong.of(stopCode);
        }
        if (streams.isDelivered(id)) {
            return OptionalLong.empty();
        }
        connection.checkOpen();
        return null;
    }
}
