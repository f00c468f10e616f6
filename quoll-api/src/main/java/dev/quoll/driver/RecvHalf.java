package dev.quoll.driver;

import dev.quoll.core.stream.StreamResult;
import dev.quoll.core.stream.Streams;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.QuicException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamTooLongException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The receiving half of a stream without the application's handle, so that the handle can be
/// collected. *Thread-safe*.
public final class RecvHalf {
    /// What a read returns at the end.
    public static final int END = -1;

    private static final int NOTHING_YET = 0;
    private static final byte[] NO_BYTES = {};

    private enum State {
        OPEN,
        ENDED,
        RESET,
        STOPPED
    }

    private final ConnectionDriver connection;
    private final Streams streams; // guarded by the connection's lock, as are the fields below
    private final long id;
    private final Earliness earliness;
    private volatile State state = State.OPEN; // written under the lock; never open again
    private long resetCode;
    private long bytesRead;
    private boolean unordered;
    private volatile long timeoutNanos = Timeout.NEVER;

    public RecvHalf(ConnectionDriver connection, long id) {
        this.connection = connection;
        this.id = id;
        streams = connection.core().streams();
        earliness = new Earliness(connection.progress());
    }

    /// The stream's ID.
    public long id() {
        return id;
    }

    /// Whether it began before the handshake was done.
    public boolean isEarly() {
        return earliness.isEarly();
    }

    /// How long reads wait.
    public void setTimeoutNanos(long nanos) {
        timeoutNanos = nanos;
    }

    /// Reads at least one byte, or [#END]; `length` is at least 1.
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ParkedThread waiter;
        connection.enter();
        try {
            checkOrdered();
            int count = tryRead(bytes, offset, length);
            if (count != NOTHING_YET) {
                return count;
            }
            waiter = connection.beginToWait(Topic.readable(id));
        } finally {
            connection.leave();
        }
        return connection.callAfter(
                waiter, Topic.readable(id), reading(bytes, offset, length), timeoutNanos);
    }

    private Attempt<Integer> reading(byte[] bytes, int offset, int length) {
        return () -> {
            int count = tryRead(bytes, offset, length);
            return count == NOTHING_YET ? null : count;
        };
    }

    /// @throws IllegalStateException if the stream is read out of order
    private void checkOrdered() {
        if (unordered) {
            throw new IllegalStateException("the stream is read out of order");
        }
    }

    private void requireOrdered() {
        connection.enter();
        try {
            checkOrdered();
        } finally {
            connection.leave();
        }
    }

    /// As [#read], without waiting.
    public CompletableFuture<Integer> readAsync(byte[] bytes, int offset, int length) {
        requireOrdered();
        return connection.callAsync(Topic.readable(id), reading(bytes, offset, length));
    }

    /// Reads all there is until the end.
    ///
    /// @throws StreamTooLongException if it is more than `limit` bytes; the stream is stopped then
    public byte[] readToEnd(int limit) throws IOException {
        ReadingToEnd reading = new ReadingToEnd(limit, timeoutNanos);
        while (!connection.call(Topic.readable(id), reading, timeoutNanos)) {
            // some has come, and the time begins anew
        }
        return reading.whole.bytes();
    }

    /// Reads all there is under one lock. Where there is a limit in time, that begins anew with
    /// whatever came.
    private final class ReadingToEnd implements Attempt<Boolean> {
        private final ToEnd whole;
        private final boolean isTimed;
        private boolean begun;

        ReadingToEnd(int limit, long timeoutNanos) {
            whole = new ToEnd(limit);
            isTimed = timeoutNanos != Timeout.NEVER;
        }

        @Override
        public @Nullable Boolean tryNow() throws QuicException {
            if (!begun) {
                checkOrdered();
                begun = true;
            }
            int before = whole.count();
            if (isAtEnd(whole)) {
                return true;
            }
            return isTimed && whole.count() > before ? false : null;
        }
    }

    /// As [#readToEnd], without waiting.
    public CompletableFuture<byte[]> readToEndAsync(int limit) {
        ToEnd whole = new ToEnd(limit);
        requireOrdered();
        return connection.callAsync(Topic.readable(id), () -> tryReadToEnd(whole));
    }

    private byte @Nullable [] tryReadToEnd(ToEnd whole) throws QuicException {
        return isAtEnd(whole) ? whole.bytes() : null;
    }

    private boolean isAtEnd(ToEnd whole) throws QuicException {
        try {
            int count = tryRead(whole.array(), whole.count(), whole.room());
            while (count > 0) {
                whole.add(count);
                count = tryRead(whole.array(), whole.count(), whole.room());
            }
            return count == END;
        } catch (StreamTooLongException e) {
            stopNow(0);
            throw e;
        }
    }

    /// From now on reads do not wait for bytes that are missing; those that wait fail.
    public void readUnordered() {
        connection.enter();
        try {
            unordered = true;
            if (state == State.OPEN && !earliness.isRejected()) {
                streams.readUnordered(id);
                connection.waits().change(Topic.readable(id));
            }
        } finally {
            connection.leave();
        }
    }

    /// Reads at least one byte of those that arrived, or [#END].
    public PlacedRead readPlaced(byte[] bytes) throws IOException {
        return readPlaced(bytes, timeoutNanos);
    }

    /// As [#readPlaced(byte\[\])], for at most a time.
    public PlacedRead readPlaced(byte[] bytes, long limitNanos) throws IOException {
        return connection.call(Topic.readable(id), () -> tryReadPlaced(bytes), limitNanos);
    }

    /// As [#readPlaced(byte\[\])], without waiting.
    public CompletableFuture<PlacedRead> readPlacedAsync(byte[] bytes) {
        return connection.callAsync(Topic.readable(id), () -> tryReadPlaced(bytes));
    }

    private @Nullable PlacedRead tryReadPlaced(byte[] bytes) throws QuicException {
        int count = tryReadAny(bytes, 0, bytes.length);
        return count == NOTHING_YET ? null : new PlacedRead(count, streams.lastOffset(id));
    }

    /// Reads what is next in order.
    ///
    /// @return how many bytes, [#NOTHING_YET], or [#END]
    private int tryRead(byte[] bytes, int offset, int length) throws QuicException {
        if (unordered) {
            throw new ClosedStreamException();
        }
        return tryReadAny(bytes, offset, length);
    }

    private int tryReadAny(byte[] bytes, int offset, int length) throws QuicException {
        earliness.check();
        if (state != State.OPEN) {
            return endedBefore();
        }
        boolean wantedBefore = streams.wantsToSend();
        long result = streams.read(id, bytes, offset, length);
        if (!wantedBefore && streams.wantsToSend()) {
            connection.sendAll(); // MAX_STREAM_DATA or MAX_DATA
        }
        if (result > 0) {
            bytesRead += result;
            return (int) result;
        }
        if (result == StreamResult.BLOCKED) {
            connection.checkOpen();
            return NOTHING_YET;
        }
        return onEnd(result);
    }

    private int onEnd(long result) throws QuicException {
        if (StreamResult.isAborted(result)) {
            state = State.RESET;
            resetCode = StreamResult.code(result);
        } else {
            state = result == StreamResult.ENDED ? State.ENDED : State.STOPPED;
        }
        return endedBefore();
    }

    private int endedBefore() throws QuicException {
        return switch (state) {
            case RESET -> throw new StreamResetException(resetCode);
            case STOPPED -> throw new ClosedStreamException();
            case OPEN, ENDED -> END;
        };
    }

    /// Asks the peer to send no more.
    public void stop(long code) {
        if (state != State.OPEN) {
            return;
        }
        connection.enter();
        try {
            stopNow(code);
        } finally {
            connection.leave();
        }
    }

    private void stopNow(long code) {
        if (state == State.OPEN) {
            state = State.STOPPED;
            if (earliness.isRejected()) {
                return;
            }
            streams.stop(id, code);
            connection.waits().change(Topic.readable(id));
            connection.sendAll();
        }
    }

    /// The application cannot reach the stream any more.
    public void onUnreachable() {
        connection.later(() -> stopNow(0));
    }

    /// Waits until the peer resets the stream, or until it is read to its end or stopped.
    public OptionalLong awaitReset(long limitNanos) throws IOException {
        return connection.call(Topic.readable(id), this::tryReset, limitNanos);
    }

    /// As [#awaitReset], without waiting.
    public CompletableFuture<OptionalLong> awaitResetAsync() {
        return connection.callAsync(Topic.readable(id), this::tryReset);
    }

    private @Nullable OptionalLong tryReset() throws QuicException {
        earliness.check();
        if (state == State.OPEN) {
            long result = streams.read(id, NO_BYTES, 0, 0);
            if (StreamResult.isAborted(result)) {
                state = State.RESET;
                resetCode = StreamResult.code(result);
            } else {
                connection.checkOpen();
                return null;
            }
        }
        return state == State.RESET ? OptionalLong.of(resetCode) : OptionalLong.empty();
    }

    /// How many bytes were read.
    public long bytesRead() {
        connection.enter();
        try {
            return bytesRead;
        } finally {
            connection.leave();
        }
    }

    /// Whether it was neither stopped nor closed.
    public boolean isOpen() {
        connection.enter();
        try {
            return state != State.STOPPED && !earliness.isRejected();
        } finally {
            connection.leave();
        }
    }
}
