package dev.quoll.core.buffer;

/// What arrived of a stream and was not read. Every byte is read once, however often it arrived.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.2 RFC 9000, section 2.2
public sealed interface ReceiveBuffer permits Reassembler, ArrivalBuffer {
    /// Takes in `length` bytes of `from` whose first one has `offset` in the stream. The caller has
    /// asked its flow control first.
    void insert(long offset, byte[] from, int at, int length);

    /// Copies up to `length` consecutive bytes to `into` at `at`; [#lastOffset] is where they
    /// stood.
    ///
    /// @return how many were copied; 0 if there are none to read now
    int read(byte[] into, int at, int length);

    /// Where in the stream the bytes of the last [#read] began.
    long lastOffset();

    /// Bytes that can be read now.
    long readable();

    /// How many bytes were read.
    long bytesRead();

    /// The first offset that was not read: all before it was.
    long readBefore();

    /// Whether all before `end` has arrived, and nothing can come beyond it.
    boolean hasAllBefore(long end);

    /// Drops what was not read and keeps no memory; nothing may be inserted or read afterwards.
    void discard();
}
