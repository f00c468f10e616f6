package dev.quoll.relay.server;

/// What a relay counts, one by one.
enum Event {
    /// A peer registered.
    REGISTERED,
    /// It did so though it was registered over another connection.
    REPLACED,
    /// A peer was refused, since the relay was full.
    REFUSED,
    /// A connection came to its end without being registered.
    FAILED,
    /// A packet was larger than the relay takes, or than the network to its receiver carries.
    TOO_LARGE,
    /// A packet's receiver is not registered.
    ABSENT,
    /// A packet's handle stands for nobody.
    UNKNOWN_HANDLE,
    /// A packet's receiver would need a handle for its sender, and gets too many new ones.
    STRANGER
}
