package dev.quoll.interop.peers;

import org.jspecify.annotations.Nullable;

/// An error as the README's table names it. *Immutable*.
public record Failure(String type, @Nullable Long code, String message) {
    public static Failure localTransportError(@Nullable Long code, String message) {
        return new Failure("LocalTransportError", code, message);
    }

    public static Failure peerTransportClose(long code, String message) {
        return new Failure("PeerTransportClose", code, message);
    }

    public static Failure applicationClosed(long code, String message) {
        return new Failure("ApplicationClosed", code, message);
    }

    public static Failure locallyClosed(String message) {
        return new Failure("LocallyClosed", null, message);
    }

    public static Failure statelessReset(String message) {
        return new Failure("StatelessReset", null, message);
    }

    public static Failure streamReset(long code, String message) {
        return new Failure("StreamReset", code, message);
    }

    public static Failure timedOut(String message) {
        return new Failure("TimedOut", null, message);
    }

    public static Failure wrongContent(String message) {
        return new Failure("WrongContent", null, message);
    }

    public static Failure unsupported(String message) {
        return new Failure("Unsupported", null, message);
    }

    public static Failure other(Throwable cause) {
        return other(cause.toString());
    }

    public static Failure other(String message) {
        return new Failure("Other", null, message);
    }

    /// Whether the peer's application closed without an error.
    public boolean closedPlainly() {
        return type.equals("ApplicationClosed") && code != null && code == 0;
    }

    public FailedException asException() {
        return new FailedException(this);
    }
}
