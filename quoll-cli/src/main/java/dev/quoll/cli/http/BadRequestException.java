package dev.quoll.cli.http;

/// What came on a stream is no request of HTTP/0.9.
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message, null, false, false);
    }
}
