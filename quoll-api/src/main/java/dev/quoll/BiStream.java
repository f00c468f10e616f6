package dev.quoll;

/// A stream that both sides send on: its two halves, which live and end on their own.
/// *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2 RFC 9000, section 2: Streams
public final class BiStream implements AutoCloseable {
    private final SendStream send;
    private final RecvStream recv;

    BiStream(Connection connection, long id) {
        send = new SendStream(connection, id);
        recv = new RecvStream(connection, id);
    }

    /// The half this side sends on.
    public SendStream send() {
        return send;
    }

    /// The half this side receives on.
    public RecvStream recv() {
        return recv;
    }

    /// The stream's ID, 0 to 2^62-1.
    public long id() {
        return send.id();
    }

    /// Finishes the sending half and, unless it was read to its end, stops the receiving one with
    /// code 0.
    @Override
    public void close() {
        send.close();
        recv.close();
    }

    @Override
    public String toString() {
        return "BiStream[" + id() + "]";
    }
}
