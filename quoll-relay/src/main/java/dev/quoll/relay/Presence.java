package dev.quoll.relay;

/// Whether a peer is registered with a relay, as far as the relay said.
public enum Presence {
    /// It is not, or not yet.
    ABSENT,
    /// It is.
    PRESENT
}
