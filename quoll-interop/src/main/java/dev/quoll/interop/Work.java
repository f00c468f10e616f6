package dev.quoll.interop;

import java.util.Optional;

/// What a client is asked to carry, and what both ends must report of it. *Immutable*.
///
/// @param bytes of each stream's body
record Work(Mode mode, long bytes, int streams) {
    static Work handshake() {
        return new Work(Mode.HANDSHAKE, 0, 0);
    }

    static Work down(long bytes) {
        return new Work(Mode.DOWN, bytes, 1);
    }

    static Work up(long bytes) {
        return new Work(Mode.UP, bytes, 1);
    }

    static Work echo(long bytes) {
        return new Work(Mode.ECHO, bytes, 1);
    }

    static Work streams(int streams, long bytes) {
        return new Work(Mode.STREAMS, bytes, streams);
    }

    /// What the client reports: body bytes of all streams.
    long totalBytes() {
        return bytes * streams;
    }

    /// What the server gets on each stream.
    long sentUp() {
        return mode == Mode.DOWN ? 0 : bytes;
    }

    /// What the client gets on each stream.
    long sentDown() {
        return mode == Mode.UP ? 0 : bytes;
    }

    /// The hash the client reports.
    Optional<String> clientSha256() {
        return switch (mode) {
            case HANDSHAKE, UP -> Optional.empty();
            case DOWN, ECHO, STREAMS -> Optional.of(Body.sha256(sentDown()));
        };
    }
}
