package dev.quoll.core.event;

/// Why NAT traversal cannot be done as asked.
public enum TraversalFailure {
    /// The sides speak no variant in common, or the one they do needs multipath, or the handshake
    /// is not done.
    NOT_NEGOTIATED,
    /// The peer takes no more addresses.
    TOO_MANY_ADDRESSES,
    /// There is no address of our own yet to be reached at.
    NOT_ENOUGH_ADDRESSES,
    /// Only clients do that.
    WRONG_SIDE,
    /// The connection is over.
    CLOSED
}
