package dev.quoll.cli.perf;

import java.time.Duration;
import java.util.Optional;

/// What a client is to do. *Immutable*.
///
/// @param bytes the length of a body, of a message of a ping-pong, or of a datagram
/// @param streams how many at once in modes `streams` and `requests`
/// @param rounds how many messages in mode `pp`
/// @param duration after which it ends; empty if it ends by itself
record Job(Mode mode, long bytes, int streams, int rounds, Optional<Duration> duration) {}
