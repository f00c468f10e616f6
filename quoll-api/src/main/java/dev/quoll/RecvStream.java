package dev.quoll;

import dev.quoll.driver.PlacedRead;
import dev.quoll.driver.RecvHalf;
import dev.quoll.driver.Timeout;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamTooLongException;
import dev.quoll.error.ZeroRttRejectedException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The receiving half of a stream. *Thread-safe*, though readers that do not agree take each
/// other's bytes.
///
/// A read waits until there is something. All reads throw [StreamResetException] if the peer reset
/// the stream, [ClosedStreamException] if it was stopped or closed here, [InterruptedIOException]
/// if the thread is interrupted, [ZeroRttRejectedException] if it was opened early and the server
/// did not take that, and [ConnectionException] if the connection has ended and all that arrived
/// before is read.
///
/// A stream that becomes unreachable before its end is stopped with code 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.2 RFC 9000, section 3.2
public final class RecvStream extends InputStream implements ReadableByteChannel {
    private final Connection connection; // which lives as long as its streams
    private final RecvHalf half;
    private final Leash leash;

    RecvStream(Connection connection, long id) {
        this.connection = connection;
        half = new RecvHalf(connection.driver(), id);
        leash = Leash.on(this, half::onUnreachable);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == RecvHalf.END ? RecvHalf.END : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        try {
            return seen(half.read(bytes, offset, length));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Reads what there is, at most what `target` takes, and waits for at least one byte.
    ///
    /// @return how much, or -1 at the end
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.hasArray()) {
            int offset = target.arrayOffset() + target.position();
            int count = read(target.array(), offset, target.remaining());
            target.position(target.position() + Math.max(0, count));
            return count;
        }
        byte[] bytes = new byte[target.remaining()];
        int count = read(bytes, 0, bytes.length);
        target.put(bytes, 0, Math.max(0, count));
        return count;
    }

    /// Waits for at least one byte and returns what there is.
    ///
    /// @param maxLength the most bytes to return, from 1
    /// @return the bytes, or empty at the end
    public Optional<byte[]> readChunk(int maxLength) throws IOException {
        byte[] bytes = newChunk(maxLength);
        return chunkOf(bytes, read(bytes, 0, bytes.length));
    }

    /// As [#readChunk], without waiting.
    public CompletableFuture<Optional<byte[]>> readChunkAsync(int maxLength) {
        byte[] bytes = newChunk(maxLength);
        try {
            return Answers.of(
                    half.readAsync(bytes, 0, bytes.length), count -> chunkOf(bytes, seen(count)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits for the end and returns all that was not read before.
    ///
    /// @param limit the most bytes to accept; more than 2^31-10 are never
    /// @throws StreamTooLongException if there are more; the stream is then stopped with code 0
    public byte[] readToEnd(int limit) throws IOException {
        try {
            byte[] all = half.readToEnd(limit);
            leash.letOff();
            return all;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#readToEnd], without waiting.
    public CompletableFuture<byte[]> readToEndAsync(int limit) {
        try {
            return Answers.of(half.readToEndAsync(limit), this::whole);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// From now on gives out what arrives without waiting for bytes that are missing. What was read
    /// before stays read. There is no way back: reads of this class throw [IllegalStateException]
    /// then, and those that wait already fail with [ClosedStreamException].
    public UnorderedStream unordered() {
        try {
            half.readUnordered();
            return new UnorderedStream(this);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    Optional<StreamChunk> readUnordered(int maxLength) throws IOException {
        byte[] bytes = newChunk(maxLength);
        try {
            return placed(bytes, half.readPlaced(bytes));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    Optional<StreamChunk> readUnordered(int maxLength, Duration timeout) throws IOException {
        byte[] bytes = newChunk(maxLength);
        try {
            return placed(bytes, half.readPlaced(bytes, Timeout.of(timeout)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    CompletableFuture<Optional<StreamChunk>> readUnorderedAsync(int maxLength) {
        byte[] bytes = newChunk(maxLength);
        try {
            return Answers.of(half.readPlacedAsync(bytes), place -> placed(bytes, place));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private Optional<StreamChunk> placed(byte[] bytes, PlacedRead read) {
        return chunkOf(bytes, seen(read.count()))
                .map(chunk -> new StreamChunk(read.offset(), chunk));
    }

    /// How long a read waits for the next byte before it throws [SocketTimeoutException]; zero, as
    /// at first, for ever. The stream can be read again afterwards.
    public void setReadTimeout(Duration timeout) {
        try {
            half.setTimeoutNanos(timeout.isZero() ? Timeout.NEVER : Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Asks the peer to send no more, and drops what was not read.
    ///
    /// @param code the application's, 0 to 2^62-1
    public void stop(long code) {
        try {
            half.stop(Codes.checked(code));
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until the peer resets the stream, or until all of it has arrived or it was stopped
    /// here.
    ///
    /// @return the peer's code; empty if it was not reset
    public OptionalLong awaitReset() throws IOException {
        try {
            return half.awaitReset(Timeout.NEVER);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitReset()], for at most `timeout`.
    public OptionalLong awaitReset(Duration timeout) throws IOException {
        try {
            return half.awaitReset(Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#awaitReset()], without waiting.
    public CompletableFuture<OptionalLong> awaitResetAsync() {
        try {
            return Answers.of(half.awaitResetAsync(), this::same);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// How many bytes were read.
    public long bytesRead() {
        try {
            return half.bytesRead();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether the stream began before the handshake was done. On a server, what is read from it
    /// may be a replay until [Connection#awaitAuthenticated] returns: do nothing until then that
    /// must not be done twice.
    public boolean is0Rtt() {
        try {
            return half.isEarly();
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

    /// Whether it was neither stopped nor closed.
    @Override
    public boolean isOpen() {
        try {
            return half.isOpen();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Stops the stream with code 0, unless it was read to its end.
    @Override
    public void close() {
        stop(0);
    }

    private int seen(int count) {
        if (count == RecvHalf.END) {
            leash.letOff();
        }
        return count;
    }

    private static byte[] newChunk(int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("a chunk of " + maxLength + " bytes");
        }
        return new byte[maxLength];
    }

    private static Optional<byte[]> chunkOf(byte[] bytes, int count) {
        return count == RecvHalf.END ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, count));
    }

    /// A future's answer. It is a method of the stream, so that the future keeps the stream.
    private byte[] whole(byte[] answer) {
        leash.letOff();
        return answer;
    }

    private OptionalLong same(OptionalLong answer) {
        return answer;
    }

    @Override
    public String toString() {
        return "RecvStream[" + id() + " of " + connection + "]";
    }
}
