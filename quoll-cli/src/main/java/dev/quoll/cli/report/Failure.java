package dev.quoll.cli.report;

import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamStoppedException;

import org.jspecify.annotations.Nullable;

/// An error for a program to read: one of the types that `quoll-interop/README.md` lists, its QUIC
/// error code where it has one, and words. *Immutable*.
public record Failure(String type, @Nullable Long code, String message) {
    /// A transfer that ended with another length or other bytes than asked for.
    public static Failure wrongContent(String message) {
        return new Failure("WrongContent", null, message);
    }

    /// What an exception of the library, or any other, comes to.
    public static Failure of(Throwable thrown) {
        String message = ErrorLine.of(thrown);
        return switch (thrown) {
            case ConnectionException lost -> of(lost.closeCause(), message);
            case StreamResetException reset -> new Failure("StreamReset", reset.code(), message);
            case StreamStoppedException stopped ->
                    new Failure("StreamStopped", stopped.code(), message);
            case WrongContentException _ -> wrongContent(message);
            default -> new Failure("Other", null, message);
        };
    }

    /// Why a connection ended.
    public static Failure of(CloseCause cause) {
        return of(cause, ErrorLine.of(new ConnectionException(cause)));
    }

    private static Failure of(CloseCause cause, String message) {
        return new Failure(cause.getClass().getSimpleName(), code(cause), message);
    }

    private static @Nullable Long code(CloseCause cause) {
        return switch (cause) {
            case CloseCause.LocalTransportError error -> error.code();
            case CloseCause.PeerTransportClose close -> close.code();
            case CloseCause.ApplicationClosed closed -> closed.code();
            case CloseCause.LocallyClosed closed -> closed.code();
            case CloseCause.VersionMismatch _,
                    CloseCause.StatelessReset _,
                    CloseCause.TimedOut _,
                    CloseCause.ConnectionIdsExhausted _ ->
                    null;
        };
    }
}
