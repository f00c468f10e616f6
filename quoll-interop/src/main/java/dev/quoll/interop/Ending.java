package dev.quoll.interop;

/// How a connection must end.
enum Ending {
    /// The work is done, and the client closes.
    PLAIN,
    /// The client trusts another root than the server's, so it refuses the handshake.
    CLIENT_REFUSES,
    /// The server refuses the handshake for what the client shows or does not show.
    SERVER_REFUSES
}
