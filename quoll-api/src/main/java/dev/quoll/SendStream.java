package dev.quoll;

import dev.quoll.driver.SendHalf;
import dev.quoll.driver.SendHalf.Urgency;
import dev.quoll.driver.Timeout;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamStoppedException;
import dev.quoll.error.ZeroRttRejectedException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The sending half of a stream. *Thread-safe*, though bytes of writers that do not agree mix.
///
/// As an [OutputStream] it holds back what is written until a batch of datagrams is full, some
/// 60,000 bytes where the system sends them in one call, until [#flush], [#finish], until the
/// thread is about to wait in a call on the connection, or for a millisecond. As a
/// [WritableByteChannel] it sends at once.
///
/// A write waits while the peer or the send window leaves no room. All writes throw
/// [StreamStoppedException] if the peer stopped the stream, [ClosedStreamException] if it is
/// finished or reset, [ZeroRttRejectedException] if it was opened early and the server did not take
/// that, [ConnectionException] if the connection has ended, and [InterruptedIOException], which
/// tells how many bytes were taken, if the thread is interrupted.
///
/// A stream that becomes unreachable unfinished is reset with code 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.1 RFC 9000, section 3.1
public final class SendStream extends OutputStream implements WritableByteChannel {
    private final Connection connection; // which lives as long as its streams
    private final SendHalf half;
    private final Leash leash;

    SendStream(Connection connection, long id) {
        this.connection = connection;
        half = new SendHalf(connection.driver(), id);
        leash = Leash.on(this, half::onUnreachable);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        try {
            half.write(bytes, offset, length, Urgency.MAY_WAIT);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Writes all that remains of `source`, and sends it at once.
    ///
    /// @return how much that was
    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (source.hasArray()) {
            writeNow(source.array(), source.arrayOffset() + source.position(), count);
        } else {
            byte[] copy = new byte[count];
            source.duplicate().get(copy);
            writeNow(copy, 0, count);
        }
        source.position(source.limit());
        return count;
    }

    /// Writes `bytes`, which must not change until the future is complete, and sends them at once.
    /// Who cancels it keeps back what there was no room for yet.
    public CompletableFuture<Void> writeAsync(byte[] bytes) {
        try {
            return Answers.of(half.writeAsync(bytes), this::done);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Sends what was held back. Does not wait until it is delivered; see [#awaitDelivered].
    @Override
    public void flush() throws IOException {
        try {
            half.flush();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Ends the stream: all that was written and the end will be delivered. Does nothing once
    /// finished.
    ///
    /// @throws ClosedStreamException if the stream was reset
    /// @throws ZeroRttRejectedException if it was opened early and the server did not take that
    public void finish() throws IOException {
        try {
            half.finish();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Gives up what is not delivered. Does nothing once all is delivered or the stream is reset.
    ///
    /// @param code the application's, 0 to 2^62-1
    public void reset(long code) {
        try {
            half.reset(Codes.checked(code));
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Ends the stream with a code as [#reset] does, but delivers what was written before. Does
    /// nothing once the stream has ended otherwise.
    ///
    /// @param code the application's, 0 to 2^62-1
    /// @return whether the peer takes such resets; if not, nothing has changed
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-reliable-stream-reset/ Reliable QUIC
    ///   Stream Resets
    public boolean resetAfterDelivery(long code) {
        try {
            boolean isEnded = half.resetAfterDelivery(Codes.checked(code));
            if (isEnded) {
                leash.letOff();
            }
            return isEnded;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes the priority: streams of higher priority send what they have first. It is 0 at the
    /// beginning, and may be negative.
    public void setPriority(int priority) {
        try {
            half.setPriority(priority);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The priority; 0 once all is delivered.
    public int priority() {
        try {
            return half.priority();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Resets the stream with code 0 at the end of a `try` that did not [#finish] it: `try (var
    /// unfinished = out.orReset()) { …; out.finish(); }`.
    public ResetUnlessFinished orReset() {
        return new ResetUnlessFinished(this);
    }

    /// Waits until the peer has acknowledged all of a finished stream, or the reset of one that was
    /// reset.
    ///
    /// @throws StreamStoppedException if the peer stopped the stream
    public void awaitDelivered() throws IOException {
        try {
            half.awaitDelivered(Timeout.NEVER);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitDelivered()], for at most `timeout`.
    public void awaitDelivered(Duration timeout) throws IOException {
        try {
            half.awaitDelivered(Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitDelivered()], without waiting.
    public CompletableFuture<Void> awaitDeliveredAsync() {
        try {
            return Answers.of(half.awaitDeliveredAsync(), this::done);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until the peer stops the stream, or until all of it is delivered.
    ///
    /// @return the peer's code; empty if all was delivered
    public OptionalLong awaitStopped() throws IOException {
        try {
            return half.awaitStopped(Timeout.NEVER);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitStopped()], for at most `timeout`.
    public OptionalLong awaitStopped(Duration timeout) throws IOException {
        try {
            return half.awaitStopped(Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitStopped()], without waiting.
    public CompletableFuture<OptionalLong> awaitStoppedAsync() {
        try {
            return Answers.of(half.awaitStoppedAsync(), this::same);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The stream's ID, 0 to 2^62-1.
    public long id() {
        try {
            return half.id();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether it can be written to: it is neither finished nor reset nor stopped.
    @Override
    public boolean isOpen() {
        try {
            return half.isOpen();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Finishes the stream unless it is finished or reset. Throws nothing: what was written may
    /// still be lost with the connection, or as early data, see [#awaitDelivered].
    @Override
    public void close() {
        try {
            half.close();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void writeNow(byte[] bytes, int offset, int length) throws IOException {
        try {
            half.write(bytes, offset, length, Urgency.AT_ONCE);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void resetUnlessFinished() {
        try {
            half.resetUnlessFinished(0);
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// A future's answer. It is a method of the stream, so that the future keeps the stream.
    private @Nullable Void done(Boolean answer) {
        return null;
    }

    private OptionalLong same(OptionalLong answer) {
        return answer;
    }

    @Override
    public String toString() {
        return "SendStream[" + id() + " of " + connection + "]";
    }

    /// Resets its stream when closed, unless the stream is finished; see [#orReset].
    public static final class ResetUnlessFinished implements AutoCloseable {
        private final SendStream stream;

        private ResetUnlessFinished(SendStream stream) {
            this.stream = stream;
        }

        @Override
        public void close() {
            stream.resetUnlessFinished();
        }
    }
}
