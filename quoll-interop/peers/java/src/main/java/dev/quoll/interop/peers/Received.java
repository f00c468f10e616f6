package dev.quoll.interop.peers;

/// A body that came up to FIN. *Immutable*.
public record Received(long length, String sha256) {}
