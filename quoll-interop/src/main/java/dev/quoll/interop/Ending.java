package dev.quoll.interop;

/// How a connection must end.
enum Ending {
    /// The work is done, and the client closes.
    PLAIN,
    /// The same, but the network may lose the packet that says so.
    PLAIN_UNHEARD,
    /// The client trusts another root than the server's, so it refuses the handshake.
    CLIENT_REFUSES,
    /// The server refuses the handshake for what the client shows or does not show.
    SERVER_REFUSES;

    /// Whether the work is done.
    boolean isPlain() {
        return this == PLAIN || this == PLAIN_UNHEARD;
    }
}
