package dev.quoll.interop.peers;

/// One implementation of QUIC, at either end.
public interface PeerProgram {
    /// Connects as a client and waits until the handshake is done.
    PeerConnection connect(ClientOptions options) throws FailedException;

    /// Serves until the process is killed and prints what happens by [Output].
    void serve(ServerOptions options) throws FailedException;
}
