package dev.quoll.interop.peers;

/// A client that remembers sessions. *Confined*.
public interface PeerClient {
    /// Connects and waits until the handshake is done.
    PeerConnection connect() throws FailedException;

    /// Connects with the session of an earlier connection, and does not wait if the job is to be
    /// sent as early data.
    PeerConnection connectAgain() throws FailedException;
}
