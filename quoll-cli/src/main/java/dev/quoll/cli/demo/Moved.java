package dev.quoll.cli.demo;

/// A file that was sent, and what the other side says of it. *Immutable*.
///
/// @param from the side that sent it
/// @param bytes its length here
/// @param sha256 its hash here, in hex
/// @param equal whether the other side stored bytes of this hash
/// @param seconds from opening the stream until the other side's word
record Moved(String from, String name, long bytes, String sha256, boolean equal, double seconds) {}
