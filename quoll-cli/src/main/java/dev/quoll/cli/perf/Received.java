package dev.quoll.cli.perf;

/// A body that came to its end. *Immutable*.
///
/// @param length its bytes
/// @param sha256 their hash, in hex
/// @param asExpected whether every byte was the one that belongs there
record Received(long length, String sha256, boolean asExpected) {}
