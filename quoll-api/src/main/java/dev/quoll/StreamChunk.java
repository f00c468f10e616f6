package dev.quoll;

/// Bytes of a stream that follow each other, as [UnorderedStream] gives them out. *Immutable* as
/// long as nobody writes to the array, which is the reader's own.
///
/// @param offset where in the stream the first byte stands, from 0
/// @param bytes at least one
public record StreamChunk(long offset, byte[] bytes) {
    /// Where in the stream the byte after the last one stands.
    public long end() {
        return offset + bytes.length;
    }

    @Override
    public String toString() {
        return "StreamChunk[" + offset + ".." + end() + "]";
    }
}
