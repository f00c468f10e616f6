package dev.quoll.cli.http3;

import java.io.IOException;

/// The peer broke a rule of HTTP/3. *Immutable*.
final class Http3Exception extends IOException {
    private static final long serialVersionUID = 1L;

    /// What ends with it.
    enum Scope {
        /// One request: its stream is reset.
        STREAM,
        /// All: the connection is closed.
        CONNECTION
    }

    private final ErrorCode code;
    private final Scope scope;

    private Http3Exception(ErrorCode code, Scope scope, String message) {
        super(code + ": " + message);
        this.code = code;
        this.scope = scope;
    }

    /// An error that closes the connection.
    static Http3Exception ofConnection(ErrorCode code, String message) {
        return new Http3Exception(code, Scope.CONNECTION, message);
    }

    /// An error that resets a stream.
    static Http3Exception ofStream(ErrorCode code, String message) {
        return new Http3Exception(code, Scope.STREAM, message);
    }

    ErrorCode code() {
        return code;
    }

    Scope scope() {
        return scope;
    }
}
