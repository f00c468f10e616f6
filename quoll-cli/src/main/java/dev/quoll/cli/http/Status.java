package dev.quoll.cli.http;

/// The codes with which a server resets a stream that it does not answer. HTTP/0.9 has no statuses
/// and `hq-interop` no codes; ours are HTTP's numbers, which say themselves what they mean.
final class Status {
    static final long BAD_REQUEST = 400;
    static final long NOT_FOUND = 404;
    static final long SERVER_ERROR = 500;

    private Status() {}
}
