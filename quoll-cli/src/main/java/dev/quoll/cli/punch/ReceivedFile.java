package dev.quoll.cli.punch;

import org.jspecify.annotations.Nullable;

/// A file of the peer that came as it was sent. *Immutable*.
///
/// @param file where it is; null if it was not kept
/// @param seconds from the stream's beginning until the last byte
/// @param longestPauseMillis between two pieces of it
record ReceivedFile(
        String name,
        @Nullable String file,
        long bytes,
        String sha256,
        double seconds,
        long longestPauseMillis) {}
