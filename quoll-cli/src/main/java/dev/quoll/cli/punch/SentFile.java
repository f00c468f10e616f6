package dev.quoll.cli.punch;

/// A file that the peer has, as its SHA-256 shows. *Immutable*.
///
/// @param seconds from the first byte until the peer said what it has
record SentFile(String name, long bytes, String sha256, double seconds) {}
