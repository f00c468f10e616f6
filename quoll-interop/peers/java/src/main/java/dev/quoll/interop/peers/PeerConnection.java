package dev.quoll.interop.peers;

import java.util.Optional;

/// An established connection of a client. *Thread-safe*.
public interface PeerConnection extends AutoCloseable {
    /// The cipher suite negotiated, if the implementation tells.
    Optional<String> cipher();

    /// Sends a header and a body of `bodyLength` on a new stream, and reads the reply up to FIN
    /// meanwhile.
    Received exchange(long header, long bodyLength) throws FailedException;

    /// Closes with application code 0 and waits until that was sent.
    @Override
    void close();
}
