package dev.quoll.cli.perf;

/// What a client is to do. *Immutable*.
///
/// @param bytes the length of a body, or of a message of a ping-pong
/// @param streams how many at once in mode `streams`
/// @param rounds how many messages in mode `pp`
record Job(Mode mode, long bytes, int streams, int rounds) {}
