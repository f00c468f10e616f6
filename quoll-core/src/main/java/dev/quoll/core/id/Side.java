package dev.quoll.core.id;

/// Which end of a connection: the one that began it, or the one that answered.
public enum Side {
    CLIENT,
    SERVER;

    /// The other end.
    public Side peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
