package dev.quoll.interop.peers;

/// One implementation of QUIC, at either end.
public interface PeerProgram {
    /// A client, which may connect several times.
    PeerClient client(ClientOptions options) throws FailedException;

    /// Serves until the process is killed and prints what happens by [Output].
    void serve(ServerOptions options) throws FailedException;
}
