package dev.quoll;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What comes on a stream, without waiting for bytes that are missing: each byte once, with its
/// place, the lowest of what is there first. Made by [RecvStream#unordered]. *Thread-safe*; several
/// readers get different chunks.
///
/// For those who can put data where it belongs by themselves, such as pieces of a file or records
/// that tell where they begin: a lost packet holds up nothing but itself. While a byte is missing,
/// the peer can get no further than two stream windows ahead of it.
///
/// Reads end and fail as those of [RecvStream]: the end comes when every byte of the stream was
/// read, and [RecvStream#setReadTimeout] counts here, too.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.2 RFC 9000, section 2.2
public final class UnorderedStream implements AutoCloseable {
    private final RecvStream stream;

    UnorderedStream(RecvStream stream) {
        this.stream = stream;
    }

    /// The stream, which tells all else about itself: resets, how much was read, its ID.
    public RecvStream stream() {
        return stream;
    }

    /// Waits for at least one byte and returns bytes that follow each other.
    ///
    /// @param maxLength the most bytes to return, from 1
    /// @return where they stand and what they are, or empty at the end
    public Optional<StreamChunk> readChunk(int maxLength) throws IOException {
        return stream.readUnordered(maxLength);
    }

    /// As [#readChunk(int)], for at most `timeout`.
    ///
    /// @throws java.net.SocketTimeoutException if nothing came; the stream can be read again
    public Optional<StreamChunk> readChunk(int maxLength, Duration timeout) throws IOException {
        return stream.readUnordered(maxLength, timeout);
    }

    /// As [#readChunk(int)], without waiting.
    public CompletableFuture<Optional<StreamChunk>> readChunkAsync(int maxLength) {
        return stream.readUnorderedAsync(maxLength);
    }

    /// Stops the stream with code 0, unless it was read to its end.
    @Override
    public void close() {
        stream.close();
    }

    @Override
    public String toString() {
        return "UnorderedStream[" + stream + "]";
    }
}
