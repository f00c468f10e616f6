package dev.quoll.interop.peers;

/// An established connection of a client. *Thread-safe*.
public interface PeerConnection extends AutoCloseable {
    /// What the handshake came to. Of early data it tells once that was used.
    Agreed agreed();

    /// Waits until a session can be resumed; false if the server sends none in time.
    boolean awaitTicket() throws InterruptedException;

    /// Sends a header and a body of `bodyLength` on a new stream, and reads the reply up to FIN
    /// meanwhile.
    Received exchange(long header, long bodyLength) throws FailedException;

    /// Closes with application code 0 and waits until that was sent.
    @Override
    void close();
}
