package dev.quoll.core.datagram;

/// What became of a datagram that was to be sent.
public enum SendOutcome {
    /// It waits to be sent; older ones may have been thrown away for it.
    QUEUED,
    /// There is no room, and nothing was to be thrown away.
    FULL,
    /// It is larger than [Datagrams#maxSize], or than the whole buffer.
    TOO_LARGE,
    /// The peer takes no datagrams.
    UNSUPPORTED_BY_PEER,
    /// They are switched off here.
    DISABLED
}
