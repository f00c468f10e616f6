package dev.quoll;

/// Checks application error codes.
final class Codes {
    private static final long MAX = (1L << 62) - 1; // RFC 9000 §16

    private Codes() {}

    static long checked(long code) {
        if (code < 0 || code > MAX) {
            throw new IllegalArgumentException("code " + code + " is not in 0..2^62-1");
        }
        return code;
    }
}
