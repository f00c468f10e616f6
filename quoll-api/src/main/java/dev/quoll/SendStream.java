package dev.quoll;

import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamStoppedException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The sending half of a stream. *Thread-safe*, though bytes of writers that do not agree mix.
///
/// As an [OutputStream] it holds small writes back until a datagram is full, [#flush], [#finish],
/// until the thread is about to wait in a call on the connection, or for a millisecond. As a
/// [WritableByteChannel] it sends at once.
///
/// A write waits while the peer or the send window leaves no room. All writes throw
/// [StreamStoppedException] if the peer stopped the stream, [ClosedStreamException] if it is
/// finished or reset, [ConnectionException] if the connection has ended, and
/// [InterruptedIOException], which tells how many bytes were taken, if the thread is interrupted.
///
/// A stream that becomes unreachable unfinished is reset with code 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.1 RFC 9000, section 3.1
@SuppressWarnings("DoNotCallSuggester")
public final class SendStream extends OutputStream implements WritableByteChannel {
    private SendStream() {}

    @Override
    public void write(int value) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Writes all that remains of `source`, and sends it at once.
    ///
    /// @return how much that was
    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Writes `bytes`, which must not change until the future is complete, and sends them at once.
    public CompletableFuture<Void> writeAsync(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /// Sends what was held back. Does not wait until it is delivered; see [#awaitDelivered].
    @Override
    public void flush() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Ends the stream: all that was written and the end will be delivered. Does nothing once
    /// finished.
    ///
    /// @throws ClosedStreamException if the stream was reset
    public void finish() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Gives up what is not delivered. Does nothing once all is delivered or the stream is reset.
    ///
    /// @param code the application's, 0 to 2^62-1
    public void reset(long code) {
        throw new UnsupportedOperationException();
    }

    /// Resets the stream with code 0 at the end of a `try` that did not [#finish] it: `try (var
    /// unfinished = out.orReset()) { …; out.finish(); }`.
    public ResetUnlessFinished orReset() {
        throw new UnsupportedOperationException();
    }

    /// Waits until the peer has acknowledged all of a finished stream, or the reset of one that was
    /// reset.
    ///
    /// @throws StreamStoppedException if the peer stopped the stream
    public void awaitDelivered() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitDelivered()], for at most `timeout`.
    public void awaitDelivered(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitDelivered()], without waiting.
    public CompletableFuture<Void> awaitDeliveredAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits until the peer stops the stream, or until all of it is delivered.
    ///
    /// @return the peer's code; empty if all was delivered
    public OptionalLong awaitStopped() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitStopped()], for at most `timeout`.
    public OptionalLong awaitStopped(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitStopped()], without waiting.
    public CompletableFuture<OptionalLong> awaitStoppedAsync() {
        throw new UnsupportedOperationException();
    }

    /// The stream's ID, 0 to 2^62-1.
    public long id() {
        throw new UnsupportedOperationException();
    }

    /// Whether it can be written to: it is neither finished nor reset nor stopped.
    @Override
    public boolean isOpen() {
        throw new UnsupportedOperationException();
    }

    /// Finishes the stream unless it is finished or reset. Throws nothing: what was written may
    /// still be lost with the connection, see [#awaitDelivered].
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /// Resets its stream when closed, unless the stream is finished; see [#orReset].
    public static final class ResetUnlessFinished implements AutoCloseable {
        private final SendStream stream;

        private ResetUnlessFinished(SendStream stream) {
            this.stream = stream;
        }

        @Override
        public void close() {
            stream.reset(0);
        }
    }
}
