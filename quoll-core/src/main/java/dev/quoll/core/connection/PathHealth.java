package dev.quoll.core.connection;

/// What a path is good for at present, as far as is known.
public enum PathHealth {
    /// It is not proved yet that the peer is reached over it.
    TRIED,
    /// Nothing speaks against it.
    WORKING,
    /// The peer was reached over it, but does not answer now.
    SILENT
}
