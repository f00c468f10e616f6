package dev.quoll.interop;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

import java.util.Optional;

/// A line that a server prints. *Immutable*.
sealed interface ServerEvent {
    /// A client may come.
    record Listening(String address) implements ServerEvent {}

    /// A stream was answered.
    record Stream(long received, long sent, String sha256) implements ServerEvent {}

    /// A connection ended, also one whose handshake failed.
    record Closed(
            boolean ok,
            @Nullable String cipher,
            @Nullable Handshake handshake,
            @Nullable Transport transport,
            @Nullable Failure error)
            implements ServerEvent {
        Handshake told() {
            return handshake == null ? Handshake.UNTOLD : handshake;
        }

        Optional<Failure> failure() {
            return Optional.ofNullable(error);
        }
    }

    /// Reads a line; empty if it is none of these.
    static Optional<ServerEvent> read(String line) {
        try {
            Object name = JSON.std.mapFrom(line).get("event");
            return switch (String.valueOf(name)) {
                case "listening" -> Optional.of(JSON.std.beanFrom(Listening.class, line));
                case "stream" -> Optional.of(JSON.std.beanFrom(Stream.class, line));
                case "closed" -> Optional.of(JSON.std.beanFrom(Closed.class, line));
                default -> Optional.empty();
            };
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
