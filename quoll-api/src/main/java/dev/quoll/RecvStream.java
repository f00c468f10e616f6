package dev.quoll;

import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamTooLongException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The receiving half of a stream. *Thread-safe*, though readers that do not agree take each
/// other's bytes.
///
/// A read waits until there is something. All reads throw [StreamResetException] if the peer reset
/// the stream, [ClosedStreamException] if it was stopped or closed here, [InterruptedIOException]
/// if the thread is interrupted, and [ConnectionException] if the connection has ended and all that
/// arrived before is read.
///
/// A stream that becomes unreachable before its end is stopped with code 0.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.2 RFC 9000, section 3.2
@SuppressWarnings("DoNotCallSuggester")
public final class RecvStream extends InputStream implements ReadableByteChannel {
    private RecvStream() {}

    @Override
    public int read() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Reads what there is, at most what `target` takes, and waits for at least one byte.
    ///
    /// @return how much, or -1 at the end
    @Override
    public int read(ByteBuffer target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Waits for at least one byte and returns what there is.
    ///
    /// @param maxLength the most bytes to return, from 1
    /// @return the bytes, or empty at the end
    public Optional<byte[]> readChunk(int maxLength) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#readChunk], without waiting.
    public CompletableFuture<Optional<byte[]>> readChunkAsync(int maxLength) {
        throw new UnsupportedOperationException();
    }

    /// Waits for the end and returns all that was not read before.
    ///
    /// @param limit the most bytes to accept
    /// @throws StreamTooLongException if there are more; the stream is then stopped with code 0
    public byte[] readToEnd(int limit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#readToEnd], without waiting.
    public CompletableFuture<byte[]> readToEndAsync(int limit) {
        throw new UnsupportedOperationException();
    }

    /// How long a read waits for the next byte before it throws [SocketTimeoutException]; zero, as
    /// at first, for ever. The stream can be read again afterwards.
    public void setReadTimeout(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /// Asks the peer to send no more, and drops what was not read.
    ///
    /// @param code the application's, 0 to 2^62-1
    public void stop(long code) {
        throw new UnsupportedOperationException();
    }

    /// Waits until the peer resets the stream, or until all of it has arrived or it was stopped
    /// here.
    ///
    /// @return the peer's code; empty if it was not reset
    public OptionalLong awaitReset() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitReset()], for at most `timeout`.
    public OptionalLong awaitReset(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitReset()], without waiting.
    public CompletableFuture<OptionalLong> awaitResetAsync() {
        throw new UnsupportedOperationException();
    }

    /// How many bytes were read.
    public long bytesRead() {
        throw new UnsupportedOperationException();
    }

    /// The stream's ID, 0 to 2^62-1.
    public long id() {
        throw new UnsupportedOperationException();
    }

    /// Whether it was neither stopped nor closed.
    @Override
    public boolean isOpen() {
        throw new UnsupportedOperationException();
    }

    /// Stops the stream with code 0, unless it was read to its end.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
