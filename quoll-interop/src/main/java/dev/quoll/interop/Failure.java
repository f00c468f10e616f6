package dev.quoll.interop;

import org.jspecify.annotations.Nullable;

/// An error that a program reported; the README lists the types. *Immutable*.
record Failure(String type, @Nullable Long code, String message) {
    private static final long CRYPTO_ERROR_FIRST = 0x100;
    private static final long CRYPTO_ERROR_LAST = 0x1ff;

    boolean is(String otherType) {
        return type.equals(otherType);
    }

    /// A TLS alert, carried as a QUIC error (RFC 9001 §4.8).
    boolean isCryptoError() {
        return code != null && code >= CRYPTO_ERROR_FIRST && code <= CRYPTO_ERROR_LAST;
    }

    /// No code: some implementations do not tell the one they sent.
    boolean hasNoCode() {
        return code == null;
    }

    @Override
    public String toString() {
        return type + (code == null ? "" : " " + code) + " (" + message + ")";
    }
}
