package dev.quoll.driver;

/// What a read out of order gave. *Immutable*.
///
/// @param count how many bytes, or [RecvHalf#END]
/// @param offset where in the stream they begin; of no meaning at the end
public record PlacedRead(int count, long offset) {}
