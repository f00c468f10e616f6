package dev.quoll.interop;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

import java.util.List;
import java.util.Optional;

/// The last line a client prints. *Immutable*.
record ClientReport(
        boolean ok,
        long bytes,
        @Nullable String sha256,
        double seconds,
        @Nullable String cipher,
        @Nullable Handshake handshake,
        @Nullable Transport transport,
        @Nullable Failure error) {
    /// Finds the report in what a client printed; empty if there is none.
    static Optional<ClientReport> in(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.std.beanFrom(ClientReport.class, lines.getLast()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// The rate of the bodies, from the first call to connect to the last byte.
    long kilobitsPerSecond() {
        return Math.round(Byte.SIZE * bytes / seconds / 1000);
    }

    Handshake told() {
        return handshake == null ? Handshake.UNTOLD : handshake;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(error);
    }
}
